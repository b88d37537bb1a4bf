# The traceback that `__exit__` receives leads no further than any other.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

frames = []


class Guard:
    def __enter__(self):
        pass

    def __exit__(self, kind, error, traceback):
        frames.append(traceback.tb_next.tb_frame)
        return True


print("MARK", nonce, flush=True)
try:
    with Guard():
        json.loads("!")
    assert secret in frames[0].f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
