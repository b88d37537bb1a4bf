# A walk over all subclasses does not lead to os.system through a class of os.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD StopIteration
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    wrap = next(k for k in object.__subclasses__() if k.__name__ == "_wrap_close")
    wrap.__init__.__globals__["system"](target + "/touch.sh")
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
