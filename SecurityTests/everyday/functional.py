# Everyday functional tools: functools, itertools, operator, contextlib.


def test_functools_lru_cache():
    import functools
    calls = []

    @functools.lru_cache(maxsize=2, typed=True)
    def square(n):
        calls.append(n)
        return n * n

    assert [square(n) for n in (1, 1.0, 1, 2)] == [1, 1, 1, 4]
    assert square.cache_info().hits == 1 and square.cache_parameters()["typed"] and square.__wrapped__(5) == 25


def test_functools_partial():
    import functools
    to_binary = functools.partial(int, base=2)
    assert to_binary("101") == 5 and to_binary.keywords == {"base": 2}
    assert functools.partial(functools.partial(print, 1), 2).args == (1, 2)


def test_functools_reduce():
    import functools
    import operator
    assert functools.reduce(operator.or_, [1, 2, 8]) == 11 and functools.reduce(max, [], 0) == 0


def test_functools_singledispatch():
    import functools

    @functools.singledispatch
    def describe(value):
        return "thing"

    @describe.register
    def _(value: int | float):
        return "number"

    @describe.register(list)
    def _(value):
        return [describe(item) for item in value]

    assert describe([1, 2.0, "x"]) == ["number", "number", "thing"] and describe.dispatch(bool)(True) == "number"


def test_functools_wraps():
    import functools
    import inspect

    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args):
            return function(*args)
        return wrapper

    @decorate
    def add(a: int, b: int) -> int:
        "Sum."
        return a + b

    assert (add.__name__, add.__doc__, add(1, 2)) == ("add", "Sum.", 3)
    assert str(inspect.signature(add)) == "(a: int, b: int) -> int"


def test_functools_total_ordering():
    import functools

    @functools.total_ordering
    class Size:
        def __init__(self, n):
            self.n = n

        def __eq__(self, other):
            return self.n == other.n

        def __lt__(self, other):
            return self.n < other.n

    assert Size(2) >= Size(1) and max(Size(1), Size(3)).n == 3
    assert sorted("bca", key=functools.cmp_to_key(lambda a, b: (a < b) - (a > b))) == ["c", "b", "a"]


def test_functools_cached_property():
    import functools

    class Page:
        loads = 0

        @functools.cached_property
        def text(self):
            self.loads += 1
            return "text"

    page = Page()
    assert page.text + page.text == "texttext" and page.loads == 1
    del page.text
    assert page.text and page.loads == 2


def test_itertools_infinite():
    from itertools import count, cycle, islice, repeat, takewhile
    assert list(islice(count(1, 0.5), 3)) == [1, 1.5, 2.0]
    assert "".join(islice(cycle("ab"), 5)) == "ababa" and list(repeat(7, 2)) == [7, 7]
    assert list(takewhile(lambda n: n < 3, count())) == [0, 1, 2]


def test_itertools_grouping():
    from itertools import groupby, pairwise, zip_longest
    words = sorted(["apple", "bob", "art", "cat", "bee"], key=lambda w: w[0])
    assert {k: list(g) for k, g in groupby(words, key=lambda w: w[0])}["b"] == ["bob", "bee"]
    assert [b - a for a, b in pairwise([1, 4, 9])] == [3, 5]
    assert list(zip_longest("ab", [1], fillvalue=0)) == [("a", 1), ("b", 0)]


def test_itertools_combinatorics():
    from itertools import combinations, combinations_with_replacement, permutations, product
    assert len(list(permutations(range(4)))) == 24 and len(list(product("ab", repeat=3))) == 8
    assert list(combinations("abc", 2)) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert len(list(combinations_with_replacement("abc", 2))) == 6


def test_itertools_selecting():
    from itertools import accumulate, chain, compress, dropwhile, filterfalse, islice, starmap, tee
    assert list(accumulate([3, 1, 4], max)) == [3, 3, 4] and list(chain.from_iterable(["ab", "c"])) == ["a", "b", "c"]
    assert list(compress("abc", [1, 0, 1])) == ["a", "c"] and list(dropwhile(str.isupper, "ABcD")) == ["c", "D"]
    assert list(filterfalse(lambda n: n % 2, range(4))) == [0, 2] and list(starmap(divmod, [(7, 2)])) == [(3, 1)]
    left, right = tee(range(3))
    assert list(left) == list(right) and list(islice(range(10), 2, 8, 3)) == [2, 5]


def test_operator_getters():
    from operator import attrgetter, itemgetter, methodcaller
    rows = [{"n": 2, "v": "b"}, {"n": 1, "v": "a"}]
    assert sorted(rows, key=itemgetter("n"))[0]["v"] == "a" and itemgetter(0, -1)("xyz") == ("x", "z")
    assert attrgetter("real", "imag")(3 + 4j) == (3, 4) and methodcaller("split", "-", 1)("a-b-c") == ["a", "b-c"]


def test_operator_functions():
    import operator
    assert operator.add(1, 2) == 3 and operator.contains([1], 1) and operator.matmul and operator.index(True) == 1
    items = [1, 2]
    operator.setitem(items, 0, 9)
    assert items == [9, 2] and operator.iadd([1], [2]) == [1, 2] and operator.length_hint(iter([1, 2])) == 2


def test_contextlib_contextmanager():
    from contextlib import contextmanager
    log = []

    @contextmanager
    def logged(name):
        log.append(f"+{name}")
        try:
            yield name
        except KeyError:
            log.append("caught")
        finally:
            log.append(f"-{name}")

    with logged("a"):
        raise KeyError
    assert log == ["+a", "caught", "-a"]


def test_contextlib_exit_stack():
    from contextlib import ExitStack, closing, nullcontext, suppress
    import io
    log = []
    with ExitStack() as stack:
        stack.callback(log.append, "first in, last out")
        text = stack.enter_context(closing(io.StringIO("x")))
        stack.enter_context(nullcontext())
        stack.push(lambda kind, value, trace: kind is ValueError)
        raise ValueError
    assert log and text.closed
    with suppress(ZeroDivisionError):
        1 / 0


def test_contextlib_redirect():
    import io
    from contextlib import redirect_stdout
    with redirect_stdout(io.StringIO()) as out:
        print("captured", 1)
    assert out.getvalue() == "captured 1\n"


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
