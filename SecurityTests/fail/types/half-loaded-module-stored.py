# A finaliser that runs while a library module loads cannot write into that module.
# goal: authority
# family: types
# held-by: language
# expect: HELD AssertionError
# control: python3
import gc
import sys

target, nonce, port = sys.argv[1:4]

loading = []
left = 999


class Bomb:
    def __init__(self):
        self.cycle = self  # so that only the collector, in the midst of an import, finds it

    def __del__(self):
        global left
        left -= 1
        if left > 0:
            Bomb()
        frame = sys._getframe()
        while frame := frame.f_back:
            module = sys.modules.get(frame.f_globals.get("__name__"))
            if frame.f_code.co_name == "<module>" and module and module.__name__ != "__main__":
                vars(module)["owned"] = nonce
                loading.append(module)


print("MARK", nonce, flush=True)
try:
    gc.set_threshold(20, 2, 2)
    Bomb()
    import ipaddress
    import optparse
    import statistics
    import tarfile

    left = 0
    assert [module for module in loading if hasattr(module, "owned")]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
