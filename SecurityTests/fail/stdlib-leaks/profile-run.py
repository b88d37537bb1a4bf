# The profilers run no text of the script's with a library's built-ins.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    import cProfile

    got = []
    cProfile.Profile().runctx("got.append(open(path).read())", {"got": got, "path": path}, {})
    assert secret in got[0]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
