# ModuleType.__delattr__ takes nothing out of a library module.
# goal: authority
# family: types
# held-by: language
# expect: HELD AttributeError
# control: python3
import colorsys
import sys
import types

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    types.ModuleType.__delattr__(colorsys, "_v")
    try:
        colorsys.hls_to_rgb(0.5, 0.5, 0.5)
    except NameError:
        pass
    else:
        assert False
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
