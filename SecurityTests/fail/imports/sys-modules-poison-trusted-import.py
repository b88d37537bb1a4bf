# An object that the script puts into sys.modules is not imported by trusted code.
# goal: authority
# family: imports
# held-by: language
# expect: HELD AssertionError
# control: python3
import sys
from types import SimpleNamespace

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    stolen = []
    sys.modules["heapq"] = SimpleNamespace(heappush=lambda heap, event: stolen.append(event))
    import sched

    sched.scheduler().enterabs(1, 1, print)
    assert stolen
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
