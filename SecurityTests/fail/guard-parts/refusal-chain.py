# No exception in the chain of a refusal carries a frame with a fuller view than the script's.
# goal: tangible
# family: guard-parts
# held-by: language
# expect: HELD KeyError
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
        pkgutil.resolve_name("absent_" + nonce + ".x")
        found = []
    except ImportError as error:
        found = [frame.f_builtins["open"] for frame in frames(error)]
    assert found and secret in found[-1](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
