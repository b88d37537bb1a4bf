# deque, Counter, defaultdict, ChainMap, heapq and bisect keep data in order.
import bisect
import heapq
from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque

line = deque([1, 2, 3], maxlen=3)
line.append(4)
line.appendleft(0)
line.rotate(1)
print(line, line[0], deque("abc").popleft())
votes = Counter("mississippi")
print(votes.most_common(2), votes["z"], (votes - Counter("miss"))["s"], votes.total(), sorted((votes & Counter("ssx")).items()))
groups = defaultdict(list)
for word in ("apple", "avocado", "bean"):
    groups[word[0]].append(word)
print(dict(groups), ChainMap({"a": 1}, {"a": 2, "b": 3})["b"])
order = OrderedDict(a=1, b=2)
order.move_to_end("a")
print(list(order), order.popitem(last=False))
heap = [5, 1, 4]
heapq.heapify(heap)
heapq.heappush(heap, 0)
print(heapq.heappop(heap), heapq.nsmallest(2, heap), heapq.nlargest(1, "hello"), list(heapq.merge([1, 4], [2, 3])))
grades = [60, 70, 80]
print(bisect.bisect(grades, 75), bisect.bisect_left(grades, 70), "FDCA"[bisect.bisect(grades, 99)])
bisect.insort(grades, 65)
print(grades)


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)


print(Lower(ABC=1), dict(Lower(X=2)))
print("OK")
