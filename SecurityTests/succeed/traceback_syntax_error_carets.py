# An uncaught syntax error is underlined as far as its line goes, as the interpreter does.
import io
import sys

sources = ["f(a for a in b,\n  c)", "x = (1,\n  2 3)", "print 'a'", "if x = 3: pass", "def f(:\n pass", "'abc", "(1, 2"]
places = [(1, 4, "abcdefg", 2, 4), (1, 3, "abcdefg", 1, -5), (1, 2, "abcdefg", 1, 100), (1, 2, "abcdefg", 1, 4)]
errors = [SyntaxError("bad", ("bad.py", *place)) for place in places]
for source in sources:
    try:
        compile(source, "bad.py", "exec")
    except SyntaxError as error:
        errors.append(error.with_traceback(None))
for error in errors:
    stream = io.StringIO()
    sys.stderr = stream
    sys.__excepthook__(type(error), error, None)
    sys.stderr = sys.__stderr__
    print(stream.getvalue())
print("OK")
