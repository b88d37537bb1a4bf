# A library module whose body fails stays closed to a finaliser that kept it.
# goal: authority
# family: types
# held-by: language
# expect: HELD AttributeError
# control: python3
import gc
import sys

target, nonce, port = sys.argv[1:4]

wanted = ["statistics", "optparse", "tarfile", "ipaddress", "argparse", "difflib"]
kept = []


class Bomb:
    def __init__(self):
        self.cycle = self  # so that only the collector, in the midst of an import, finds it

    def __del__(self):
        if kept or not wanted:
            return
        Bomb()
        depth, frame = 0, sys._getframe()
        while frame := frame.f_back:
            depth += 1
        kept.extend(sys.modules[name] for name in wanted if name in sys.modules)
        if kept:
            sys.setrecursionlimit(depth + 12)  # the body gets no further


print("MARK", nonce, flush=True)
try:
    gc.set_threshold(5, 2, 2)
    Bomb()
    try:
        for name in wanted:
            __import__(name)
    except RecursionError:
        pass
    sys.setrecursionlimit(1000)
    wanted.clear()
    kept[0].owned = nonce
    assert vars(kept[0])["owned"] == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
