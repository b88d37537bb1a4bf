# A library module that a script made anew and changed is not what code in C imports.
# goal: authority
# family: guard-parts
# held-by: language
# expect: HELD AssertionError
# control: python3
import sys
import time

target, nonce, port = sys.argv[1:4]
time.strptime("2001", "%Y")

print("MARK", nonce, flush=True)
try:
    del sys.modules["_strptime"]
    import _strptime

    _strptime._strptime_time = lambda *arguments: nonce
    assert time.strptime("2001", "%Y") == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
