# A SyntaxWarning does not quote the file that the source claims to be.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD AssertionError
# control: python3
import io
import sys
import warnings

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    warnings.simplefilter("always")
    stderr, sys.stderr = sys.stderr, io.StringIO()
    compile("1 is 1", path, "eval")
    stderr, sys.stderr = sys.stderr, stderr
    assert secret in stderr.getvalue()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
