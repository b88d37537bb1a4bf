# faulthandler writes to no descriptor.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import faulthandler

    reader, writer = os.pipe()
    faulthandler.dump_traceback(writer)
    assert b"most recent call first" in os.read(reader, 999)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
