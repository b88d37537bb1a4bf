# sys._getframe, in a callback, does not lead to the globals of the library below it.
# goal: authority
# family: introspection
# held-by: language
# expect: HELD AssertionError
# control: python3
import heapq
import sys

target, nonce, port = sys.argv[1:4]

frames = []

print("MARK", nonce, flush=True)
try:
    heapq.nsmallest(2, [1, 2, 3], key=lambda value: frames.append(sys._getframe(1)) or value)
    frames[-1].f_globals["sorted"] = lambda *values, **options: nonce
    assert heapq.nsmallest(5, [1, 2, 3]) == nonce[:5]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
