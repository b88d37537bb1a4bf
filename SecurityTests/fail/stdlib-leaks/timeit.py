# timeit runs no text of the script's with a library's built-ins.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD NameError
# control: python3
import sys
import timeit

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    got = []
    timeit.timeit("got.append(open(path).read())", globals={"got": got, "path": path}, number=1)
    assert secret in got[0]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
