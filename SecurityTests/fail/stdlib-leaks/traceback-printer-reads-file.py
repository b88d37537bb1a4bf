# The interpreter's own traceback printer does not read the file that a code object names.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD AssertionError
# control: python3
import io
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    stderr, sys.stderr = sys.stderr, io.StringIO()
    try:
        eval(compile("1/0", path, "eval"))
    except ZeroDivisionError as error:
        sys.__excepthook__(type(error), error, error.__traceback__)
    finally:
        stderr, sys.stderr = sys.stderr, stderr
    assert secret in stderr.getvalue()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
