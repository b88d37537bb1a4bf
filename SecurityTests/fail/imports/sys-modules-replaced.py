# Replacing the dict sys.modules does not change what trusted code imports.
# goal: authority
# family: imports
# held-by: language
# expect: HELD AttributeError
# control: python3
import sys
from types import SimpleNamespace

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    stolen = []
    fake = SimpleNamespace(heappush=lambda heap, event: stolen.append(event))
    sys.modules = {**sys.modules, "heapq": fake}
    import sched

    sched.scheduler().enterabs(1, 1, print)
    assert stolen
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
