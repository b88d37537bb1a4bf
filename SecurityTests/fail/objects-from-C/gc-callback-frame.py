# A gc callback does not run inside library frames with their globals in sight.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD IndexError
# control: python3
import gc
import json
import sys

target, nonce, port = sys.argv[1:4]

frames = []

print("MARK", nonce, flush=True)
try:
    gc.callbacks.append(lambda phase, info: frames.append(sys._getframe(1)))
    json.JSONDecoder(object_hook=lambda value: gc.collect()).decode("{}")
    del gc.callbacks[:]
    library = frames[0].f_back
    library.f_globals["owned"] = nonce
    assert json.decoder.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
