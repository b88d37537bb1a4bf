# The built-in `exec` is absent.
# goal: authority
# family: builtins
# held-by: language
# expect: HELD NameError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    namespace = {}
    exec("value = 6 * 7", namespace)
    assert namespace["value"] == 42
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
