# A pickle of a very deep list is a RecursionError.
# verdict: exception
# limits: cpu=5s wall=60s
# control: none
import pickle
import sys

sys.setrecursionlimit(10 ** 9)
items = []
for _ in range(10 ** 6):
    items = [items]
pickle.dumps(items)
