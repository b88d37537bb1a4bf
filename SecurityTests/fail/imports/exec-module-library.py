# A loader of the script's own runs no code in the namespace of a library module.
# goal: authority
# family: imports
# held-by: language
# expect: HELD TypeError
# control: python3
# files: scratch=1MiB
import json
import sys
from importlib.machinery import SourceFileLoader

target, nonce, port, scratch = sys.argv[1:5]
path = scratch + "/forged.py"
with open(path, "w") as file:
    file.write("def dumps(value):\n    return 'forged'\n")

print("MARK", nonce, flush=True)
try:
    SourceFileLoader("json", path).exec_module(json)
    assert json.dumps(1) == "forged"
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
