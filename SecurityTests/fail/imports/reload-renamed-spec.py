# importlib.reload does not run another module's source over a whitelisted module.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD AttributeError
# control: python3
import importlib
import json
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    json.__spec__.name = "pydoc"
    sys.modules["pydoc"] = json
    importlib.reload(json)
    json.pipepager("", target + "/touch.sh")
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
