# No exception in the chain of a refusal carries a frame of the guard.
# goal: tangible
# family: guard-parts
# held-by: language
# expect: HELD AttributeError, KeyError, AssertionError, FileNotFoundError
# control: python3
import pkgutil
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]


def frames(error):
    while error:
        traceback = error.__traceback__
        while traceback:
            yield traceback.tb_frame
            traceback = traceback.tb_next
        error = error.__cause__ or error.__context__


print("MARK", nonce, flush=True)
try:
    try:
        pkgutil.get_loader("absent_" + nonce + ".x")
    except ImportError as error:
        found = [f.f_builtins["open"] for f in frames(error) if f.f_globals is not globals()]
    assert found and secret in found[-1](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
