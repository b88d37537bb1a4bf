# A finaliser that runs while a library module loads cannot swap the code of that module's functions.
# goal: authority
# family: types
# held-by: language
# expect: HELD AssertionError
# control: python3
import gc
import sys
import types

target, nonce, port = sys.argv[1:4]

won = []
left = 999


def evil(*arguments, **options):
    return None


def swap(module):
    for function in list(vars(module).values()):
        if isinstance(function, types.FunctionType) and function.__module__ == module.__name__:
            try:
                function.__code__ = evil.__code__
                won.append(function)
            except (AttributeError, ValueError):
                pass


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
                swap(module)


print("MARK", nonce, flush=True)
try:
    gc.set_threshold(20, 2, 2)
    Bomb()
    for name in ("ipaddress", "optparse", "statistics", "tarfile"):
        try:
            __import__(name)
        except TypeError:
            pass  # a function that the module needs while it loads was swapped
    left = 0
    assert [function for function in won if function.__code__ is evil.__code__]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
