# The repr of a module runs nothing of the script's inside the import machinery.
# goal: authority
# family: guard-parts
# held-by: language
# expect: HELD KeyError
# control: python3
import sys
import types

target, nonce, port = sys.argv[1:4]

frames = []


class Loader:
    def __repr__(self):
        frames.append(sys._getframe(1))
        return ""


print("MARK", nonce, flush=True)
try:
    module = types.ModuleType("x")
    module.__spec__ = types.SimpleNamespace(name="x", origin=None, loader=Loader(), has_location=False)
    repr(module)
    frames[0].f_globals["owned"] = nonce
    assert sys.modules["_frozen_importlib"].owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
