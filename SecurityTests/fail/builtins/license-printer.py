# The printer behind `license` and `copyright` does not read a host's file.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD NameError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    printer = type(license)("x", "", ["secret.txt"], [target])
    assert secret in repr(printer)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
