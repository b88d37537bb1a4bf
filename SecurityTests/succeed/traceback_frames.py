# Tracebacks and stacks can be walked: names, lines, locals of the script's own frames.
import inspect
import sys
import traceback


def faulty(divisor):
    local = "seen"
    return 1 / divisor


try:
    faulty(0)
except ZeroDivisionError as error:
    trace = error.__traceback__
    frames = traceback.extract_tb(trace)
    print([frame.name for frame in frames], frames[-1].line)
    frame = trace.tb_next.tb_frame
    print(frame.f_code.co_name, frame.f_locals, trace.tb_next.tb_lineno - frame.f_code.co_firstlineno)
    print(sys.exc_info()[0].__name__, sys.exc_info()[1] is error)


def caller():
    return sys._getframe(1).f_code.co_name, inspect.stack()[1].function, inspect.currentframe().f_lineno > 0


def named():
    return caller()


print(named(), [entry.name for entry in traceback.extract_stack()])
summary = traceback.TracebackException(ValueError, ValueError("v"), None)
print(list(summary.format()), sys.exc_info())
print("OK")
