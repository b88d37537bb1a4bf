# A loader of a whitelisted module does not write files.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD AttributeError
# control: python3
import json
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    json.__spec__.loader.set_data(target + "/out/x", b"written")
    assert os.path.getsize(target + "/out/x") == 7
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
