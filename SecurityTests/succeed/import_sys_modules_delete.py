# sys.modules reads like a dict, and a deleted module can be imported again.
import json
import sys

print("json" in sys.modules, sys.modules["json"] is json, sys.modules.get("never") is None)
print(isinstance(sys.modules, dict), "__main__" in sys.modules, len(sys.modules) > 10)
print(all(isinstance(name, str) for name in sys.modules), "sys" in list(sys.modules.keys()))
removed = sys.modules.pop("json")
print(removed is json, "json" in sys.modules)
import json as again
print(again.dumps([1]), "json" in sys.modules, json.loads("[2]"))
del sys.modules["json"]
from json import loads
print(loads("3"), sys.modules["__main__"].__name__)
sys.modules["__main__"].set_from_outside = 5
print(set_from_outside)
print("OK")
