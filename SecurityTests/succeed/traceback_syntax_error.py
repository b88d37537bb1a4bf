# A syntax error in compiled text tells its line, column and text.
import traceback

try:
    compile("good = 1\nbad = = 2\n", "typed.py", "exec")
except SyntaxError as error:
    print(error.filename, error.lineno, error.offset, repr(error.text), error.msg)
    print("".join(traceback.format_exception_only(error)), end="")
for text in ("if True:\nx = 1", "print 'old'", "'unfinished", "(1", "def f(:", "\tx\n  y", "return 1"):
    try:
        compile(text, "<text>", "exec")
    except SyntaxError as error:
        print(type(error).__name__, error.msg)
print("OK")
