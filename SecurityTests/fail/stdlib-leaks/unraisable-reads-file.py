# The report of an ignored exception does not read the file that a code object names.
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
    eval(compile("class Bomb: __del__ = lambda self: 1/0\nBomb()", path, "exec"), {})
    stderr, sys.stderr = sys.stderr, stderr
    assert secret in stderr.getvalue()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
