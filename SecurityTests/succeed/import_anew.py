# A library module that was deleted from sys.modules is made anew, can be changed, and sees what was blocked.
import sys

import json
import json.decoder

saved = {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] == "json"}
sys.modules["_json"] = None
import json as fresh

print(fresh is not json, fresh.loads("[1]"), fresh.decoder.scanstring is fresh.decoder.py_scanstring)
fresh.JSONDecodeError = json.JSONDecodeError
print(fresh.JSONDecodeError is json.JSONDecodeError, fresh.decoder.__package__, sys.modules["json"] is fresh)
sys.modules.update(saved)
import json as again

print(again is json)
print("OK")
