# importlib.import_module imports packages, submodules and relative names.

import importlib
import sys
from importlib import import_module

json = importlib.import_module("json")
encoder = import_module(".encoder", package="json")
tree = import_module("xml.etree.ElementTree")
parse = import_module("..parse", "urllib.error")
print(json.dumps([1]), encoder.JSONEncoder is json.JSONEncoder, tree.fromstring("<a x='1'/>").get("x"))
print(parse.__name__, sys.modules["xml.etree.ElementTree"] is tree)
for arguments in (("no_such_module",), ("json.no_such_part",), (".relative",)):
    try:
        import_module(*arguments)
    except (ImportError, TypeError) as error:
        print(type(error).__name__, getattr(error, "name", None))
print([import_module(f"encodings.{name}").__name__ for name in ("utf_8", "latin_1")])
print("OK")
