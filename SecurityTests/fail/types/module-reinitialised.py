# ModuleType.__init__, run again, does not change a library module.
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
    types.ModuleType.__init__(colorsys, nonce)
    assert colorsys.__name__ == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
