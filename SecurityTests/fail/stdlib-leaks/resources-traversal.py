# importlib.resources leaves no package's folder.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    from importlib import resources

    assert secret in resources.files("json").joinpath("../" * 12 + path).read_text()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
