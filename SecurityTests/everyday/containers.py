# Everyday containers: collections, heapq, bisect, array, queue, graphlib, weakref, types.


def test_collections_counter():
    from collections import Counter
    counts = Counter("abracadabra")
    assert counts.most_common(1) == [("a", 5)] and counts["z"] == 0 and counts.total() == 11
    counts.subtract("aa")
    assert counts["a"] == 3 and +Counter(a=-1, b=2) == {"b": 2} and sorted(Counter(a=2).elements()) == ["a", "a"]


def test_collections_defaultdict():
    from collections import defaultdict
    tree = lambda: defaultdict(tree)
    root = tree()
    root["a"]["b"]["c"] = 1
    assert root["a"]["b"] == {"c": 1}
    sums = defaultdict(int, x=1)
    for key in "xyx":
        sums[key] += 1
    assert dict(sums) == {"x": 3, "y": 1}


def test_collections_deque():
    from collections import deque
    queue = deque(range(5), maxlen=4)
    queue.rotate(1)
    queue.extendleft("ab")
    assert list(queue) == ["b", "a", 4, 1] and queue.pop() == 1 and queue.count("a") == 1
    queue.insert(1, "x")
    queue.remove("a")
    assert list(reversed(queue)) == [4, "x", "b"]


def test_collections_namedtuple():
    from collections import namedtuple
    Point = namedtuple("Point", ["x", "y"], defaults=(0,))
    assert Point(3)._replace(y=4) == (3, 4) and Point(1)._asdict() == {"x": 1, "y": 0}
    assert repr(Point(1, 2)) == "Point(x=1, y=2)" and Point._field_defaults == {"y": 0}


def test_collections_ordered_and_chained():
    from collections import ChainMap, OrderedDict
    order = OrderedDict.fromkeys("abc")
    order.move_to_end("a")
    assert "".join(order) == "bca" and OrderedDict(a=1, b=2) != OrderedDict(b=2, a=1)
    scope = ChainMap({}, {"colour": "red", "size": 1})
    inner = scope.new_child({"size": 2})
    inner["own"] = 1
    assert inner["size"] == 2 and inner.parents["size"] == 1 and "own" not in scope


def test_collections_user_classes():
    from collections import UserDict, UserList, UserString

    class Doubling(UserList):
        def append(self, item):
            super().append(item * 2)

    doubled = Doubling([1])
    doubled.append(5)
    assert doubled == [1, 10] and UserString("ab").upper() == "AB" and UserDict(a=1).data == {"a": 1}


def test_collections_abc():
    from collections.abc import Hashable, Iterable, Mapping, MutableSet

    class Bag(MutableSet):
        def __init__(self, items=()):
            self.items = list(items)

        def __contains__(self, item):
            return item in self.items

        def __iter__(self):
            return iter(self.items)

        def __len__(self):
            return len(self.items)

        def add(self, item):
            self.items.append(item)

        def discard(self, item):
            self.items = [i for i in self.items if i != item]

    assert sorted(Bag([1, 2]) | Bag([3])) == [1, 2, 3] and Bag([1]) <= Bag([1, 2])
    assert isinstance({}, Mapping) and not isinstance([], Hashable) and issubclass(Bag, Iterable)


def test_heapq_merge():
    import heapq
    heap = []
    for item in (5, 1, 8, 3):
        heapq.heappush(heap, item)
    assert [heapq.heappop(heap) for _ in range(4)] == [1, 3, 5, 8]
    assert list(heapq.merge("adg", "beh", reverse=False)) == list("abdegh")
    assert heapq.nsmallest(2, [3, 1, 2], key=lambda n: -n) == [3, 2] and heapq.heappushpop([2, 5], 1) == 1


def test_bisect_insert():
    import bisect
    scores = [10, 20, 20, 30]
    assert (bisect.bisect_left(scores, 20), bisect.bisect_right(scores, 20)) == (1, 3)
    bisect.insort(scores, 25)
    assert scores == [10, 20, 20, 25, 30] and bisect.bisect([("a", 1), ("c", 2)], "b", key=lambda pair: pair[0]) == 1


def test_array_typed():
    from array import array
    numbers = array("d", [1.0, 2.5])
    numbers.extend([3.5])
    assert numbers.buffer_info()[1] == 3 and array("d", numbers.tobytes()) == numbers
    letters = array("u", "héllo")
    letters.reverse()
    assert letters.tounicode() == "olléh" and array("H", [1, 2]).byteswap() is None


def test_queue_kinds():
    import queue
    first, last, least = queue.Queue(2), queue.LifoQueue(), queue.PriorityQueue()
    for number in (2, 1):
        first.put(number), last.put(number), least.put((number, "x"))
    assert (first.get(), last.get(), least.get()[0]) == (2, 1, 1)
    first.put(3)
    try:
        first.put_nowait(4)
    except queue.Full:
        pass
    else:
        raise AssertionError("the queue holds two")


def test_graphlib_order():
    from graphlib import TopologicalSorter
    assert list(TopologicalSorter({"c": ["b"], "b": ["a"]}).static_order()) == ["a", "b", "c"]


def test_weakref_maps():
    import weakref

    class Thing:
        pass

    thing = Thing()
    cache, seen = weakref.WeakValueDictionary(key=thing), []
    weakref.finalize(thing, seen.append, "gone")
    assert cache["key"] is thing and weakref.getweakrefcount(thing) >= 1
    del thing
    assert not cache and seen == ["gone"]


def test_types_namespaces():
    import types
    space = types.SimpleNamespace(a=1)
    space.b = 2
    assert space == types.SimpleNamespace(a=1, b=2)
    proxy = types.MappingProxyType({"k": "v"})
    try:
        proxy["k"] = 1
    except TypeError:
        pass
    else:
        raise AssertionError("a proxy is read-only")
    assert types.MethodType(len, [1, 2])() == 2 and isinstance(lambda: 0, types.LambdaType)
    assert types.DynamicClassAttribute and types.resolve_bases((int,)) == (int,)


if __name__ == "__main__":
    import sys
    passed = failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                passed += 1
                print("pass", name)
            except Exception as error:
                failed += 1
                print(f"FAIL {name} {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
