# inspect and help see functions of stand-in modules as they see those of the real ones.
import inspect
import os
import time
import types

for function in (time.sleep, os.getpid, os.stat, compile):
    print(inspect.isbuiltin(function), inspect.isroutine(function), isinstance(function, types.BuiltinFunctionType))
print(list(inspect.signature(os.stat).parameters), list(inspect.signature(compile).parameters)[:3])
a = inspect.signature(lambda x, y: None).parameters
b = inspect.signature(lambda y, x: None).parameters
print(a == b, dict(a) == dict(b), a == a.copy(), int.__dict__ == dict(int.__dict__))
print("OK")
