# code.replace forges no code.
# goal: authority
# family: types
# held-by: language
# expect: HELD TypeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]


def answer():
    return "harmless"


print("MARK", nonce, flush=True)
try:
    forged = answer.__code__.replace(co_consts=(None, nonce))
    assert eval(forged) == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
