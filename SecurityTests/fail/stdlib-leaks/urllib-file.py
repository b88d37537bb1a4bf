# urllib opens no file: URL.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD URLError
# control: python3
import sys
import urllib.request

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    assert secret in urllib.request.urlopen("file://" + path).read().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
