# _tracemalloc does not tell where in the host code lies.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import _tracemalloc

    _tracemalloc.start(1)
    loot = bytearray(9999)
    trace = _tracemalloc._get_object_traceback(loot)
    _tracemalloc.stop()
    assert trace[0][0] == __file__
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
