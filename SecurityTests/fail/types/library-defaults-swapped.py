# The defaults of a library function cannot be replaced.
# goal: authority
# family: types
# held-by: language
# expect: HELD AttributeError
# control: python3
import shlex
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    shlex.split.__defaults__ = (True, False)
    assert shlex.split('"a"') == ['"a"']
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
