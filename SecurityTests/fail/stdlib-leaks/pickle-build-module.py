# Unpickling with BUILD writes nothing into a library module.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import json
import pickle
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    pickle.loads(f"cjson\ndecoder\n(dVowned\nV{nonce}\nsb.".encode())
    assert json.decoder.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
