# A native constructor fills no instance of another type, which would read any object of the process.
# goal: authority
# family: types
# held-by: language
# expect: HELD TypeError
# control: python3
import importlib.machinery
import re
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    try:
        # A native payload in the place of its length: a list of all addresses, from 0 on.
        memory = importlib.machinery.ModuleSpec.__new__(list)
        function_globals = memory[(id(re.compile) + 16) // 8]
    except TypeError:
        function_globals = re.compile.__globals__
    function_globals["owned"] = nonce
    assert re.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
