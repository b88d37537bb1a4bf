# from x import * takes __all__ where there is one and public names otherwise.

from json import *
from math import *
from string import *
from collections.abc import *

print(loads(dumps({"a": [1]})), "scanner" in globals(), "decoder" in globals())
print(sqrt(16), pi > 3, "__doc__" in dir() and __doc__)
print(digits, Template("$x").substitute(x=1), Mapping.__name__)
try:
    eval("from json import *")
except SyntaxError:
    print("only as a statement")
try:
    compile("def f():\n    from json import *", "<text>", "exec")
except SyntaxError as error:
    print(error.msg)
print("OK")
