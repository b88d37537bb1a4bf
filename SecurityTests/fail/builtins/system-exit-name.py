# The built-in `SystemExit` is absent.
# goal: authority
# family: builtins
# held-by: language
# expect: HELD NameError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    try:
        raise SystemExit(3)
    except SystemExit as error:
        assert error.code == 3
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
