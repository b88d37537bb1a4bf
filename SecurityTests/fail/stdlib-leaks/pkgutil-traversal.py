# pkgutil.get_data leaves no package's folder.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import pkgutil
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    data = pkgutil.get_data("json", "../" * 12 + path)
    assert secret in data.decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
