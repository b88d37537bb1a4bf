# Replacing `__build_class__` does not deliver the globals of library code.
# goal: authority
# family: builtins
# held-by: language
# expect: HELD IndexError
# control: python3
import builtins
import sys

target, nonce, port = sys.argv[1:4]

seen = []
original = builtins.__build_class__


def spy(body, *rest, **options):
    seen.append(body.__globals__)
    return original(body, *rest, **options)


print("MARK", nonce, flush=True)
try:
    builtins.__build_class__ = spy
    sys.modules.pop("sched", None)
    import sched

    builtins.__build_class__ = original
    seen[-1]["owned"] = nonce
    assert sched.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
