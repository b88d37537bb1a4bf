# Nothing that modules, code and tracebacks say shows where Python is installed.
# goal: authority
# family: identity
# held-by: language
# expect: HELD AssertionError
# control: python3
import inspect
import json
import os
import sys
import sysconfig
import traceback
import warnings

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    told = [json.__file__, os.__file__, json.dumps.__code__.co_filename, inspect.getfile(json.JSONDecoder), sys.prefix]
    told += [sysconfig.get_path("stdlib"), *json.__path__, str(json.__spec__), str(json.__loader__), *sys.path]
    try:
        json.loads("{")
    except ValueError as error:
        told += [frame.filename for frame in traceback.extract_tb(error.__traceback__)] + [traceback.format_exc()]
    told.append(warnings.formatwarning("", UserWarning, json.__file__, 1))
    told += [str(getattr(module, "__file__", "")) for module in list(sys.modules.values())]
    assert any("/usr/" in text for text in told)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
