# Output and input can be redirected, nested and given back.
# stdin: unused
import io
import sys
from contextlib import redirect_stderr, redirect_stdout

with redirect_stdout(io.StringIO()) as text:
    print("captured")
    with redirect_stdout(io.StringIO()) as inner:
        print("inside")
    print("again")
print(repr(text.getvalue()), repr(inner.getvalue()))

with redirect_stderr(io.StringIO()) as errors:
    print("warning", file=sys.stderr)
print(repr(errors.getvalue()))

real, sys.stdout = sys.stdout, io.StringIO()
print("assigned")
captured, sys.stdout = sys.stdout.getvalue(), real
print(repr(captured), sys.stdout is sys.__stdout__)

sys.stdin = io.StringIO("one\ntwo\n")
print(input(), list(sys.stdin))
sys.stdin = sys.__stdin__


class Tee:
    def __init__(self, *streams):
        self.streams = streams

    def write(self, text):
        for stream in self.streams:
            stream.write(text)
        return len(text)

    def flush(self):
        pass


copy = io.StringIO()
with redirect_stdout(Tee(sys.stdout, copy)):
    print("twice")
print(repr(copy.getvalue()))
print("OK")
