# FunctionType builds no function over cells of the script's own making.
# goal: authority
# family: types
# held-by: language
# expect: HELD TypeError
# control: python3
import sys
import types

target, nonce, port = sys.argv[1:4]


def outer():
    hidden = "harmless"
    return lambda: hidden


print("MARK", nonce, flush=True)
try:
    inner = outer()
    forged = types.FunctionType(inner.__code__, {}, "x", None, (types.CellType(nonce),))
    assert forged() == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
