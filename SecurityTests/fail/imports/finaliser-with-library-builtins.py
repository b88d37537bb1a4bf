# A finaliser that borrowed the library's built-ins gets no half-loaded module's real namespace.
# goal: authority
# family: imports
# held-by: language
# expect: HELD AssertionError, AttributeError, IndexError
# control: python3
import gc
import random
import sys

target, nonce, port = sys.argv[1:4]
name = "colorsys" if "colorsys" not in sys.modules else "sched"
taken = []
space = {"__builtins__": random.__builtins__, "taken": taken, "modules": sys.modules, "name": name}
# Not a frame of the script's, by its built-ins: the code borrows the library's.
peek = eval("lambda: [taken.append(modules[name].__dict__) for _ in (1,) if name in modules and not taken]", space)


class Spy:
    def __init__(self):
        self.itself = self

    def __del__(self):
        peek()
        if not taken:
            Spy()


print("MARK", nonce, flush=True)
try:
    gc.disable()
    Spy()
    gc.set_threshold(1, 1, 1)
    gc.enable()
    module = __import__(name)
    gc.set_threshold(700, 10, 10)
    taken[0]["planted"] = nonce
    assert module.planted == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
