# A chain of getattr by functools.reduce reaches no real `open`.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import functools
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    opener = functools.reduce(getattr, ("codecs", "builtins", "open"), json)
    assert secret in opener(path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
