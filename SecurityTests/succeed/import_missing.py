# A missing module, part or name raises the documented exception, which a fallback can catch.

try:
    import no_such_accelerator as engine
except ImportError as error:
    import json as engine
    print(type(error).__name__, error.name)
print(engine.dumps({"fallback": True}))

try:
    from no_such_package.part import thing
except ModuleNotFoundError as error:
    print(error.name)
try:
    import json.no_such_part
except ModuleNotFoundError as error:
    print(error.name)
try:
    from json import no_such_name
except ImportError as error:
    print(type(error).__name__, error.name)
try:
    import math.pi
except ModuleNotFoundError as error:
    print(error.name)
try:
    from . import sibling
except ImportError as error:
    print(type(error).__name__)

try:
    import tomllib
except ModuleNotFoundError:
    import tomli as tomllib
print(tomllib.loads("a = 1"))
print("OK")
