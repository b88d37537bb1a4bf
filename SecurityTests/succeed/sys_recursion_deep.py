# A script that asks for depth gets it: tens of thousands of levels, in a thread with a larger stack, too.
import functools
import sys
import threading

sys.setrecursionlimit(10 ** 6)
threading.stack_size(64 << 20)
size = 40_000
children = [[node + 1] if node + 1 < size else [] for node in range(size)]


def count(node):
    return 1 + sum(map(count, children[node])) if node % 10 == 0 else 1 + sum(count(child) for child in children[node])


@functools.lru_cache(maxsize=None)
def triangle(number):
    return number and number + triangle(number - 1)


def plain(depth):
    return depth and 1 + plain(depth - 1)


print(plain(40_000), triangle(10_000), count(size - 10_000))
results = []
thread = threading.Thread(target=lambda: results.append(plain(20_000)))
thread.start()
thread.join()
print(results, threading.stack_size())
try:
    sys.setrecursionlimit(0)
except ValueError as error:
    print(error)


def lower(depth):
    return lower(depth - 1) if depth else sys.setrecursionlimit(50)


try:
    lower(100)
except RecursionError as error:
    print(str(error).partition(" at ")[0])
sys.setrecursionlimit(2_000)
print(sys.getrecursionlimit())
try:
    plain(3_000)
except RecursionError as error:
    print(error)
print("OK")
