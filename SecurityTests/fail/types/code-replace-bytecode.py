# code.replace takes no bytecode.
# goal: authority
# family: types
# held-by: language
# expect: HELD TypeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]


def identity(value):
    return value


def constant(value):
    return 7


print("MARK", nonce, flush=True)
try:
    code = identity.__code__.replace(co_code=constant.__code__.co_code, co_consts=(None, nonce))
    identity.__code__ = code
    assert identity(1) == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
