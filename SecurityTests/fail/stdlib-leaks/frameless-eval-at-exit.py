# `eval` as an exit callback, with no Python frame below it, gets no fuller built-ins.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD IndexError
# control: python3
import atexit
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

got = []
namespace = {"got": got, "path": path}


def judge():
    try:
        assert secret in got[0]
        verdict = "ESCAPED " + nonce
    except BaseException as error:
        verdict = "HELD " + type(error).__name__
    print(verdict, flush=True)


atexit.register(judge)
atexit.register(eval, "got.append(open(path).read())", namespace)  # runs before judge
print("MARK", nonce, flush=True)
