# glob lists nothing of the host.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD AssertionError
# control: python3
import glob
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"

print("MARK", nonce, flush=True)
try:
    assert path in glob.glob(target + "/*")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
