# inspect.getgeneratorlocals does not show the local variables of a library's generator.
# goal: authority
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import heapq
import inspect
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    generator = heapq.merge(["x"], ["y"])
    next(generator)
    assert inspect.getgeneratorlocals(generator)["h_append"]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
