# itertools chains, groups, combines and slices lazily.
import itertools as it
import operator

print(list(it.chain("ab", [1])), list(it.islice(it.count(10, 5), 3)), list(it.islice(it.cycle("xy"), 5)))
print([(key, len(list(group))) for key, group in it.groupby("aaabbc")], list(it.pairwise("abc")))
print(list(it.product("ab", repeat=2))[:3], list(it.permutations([1, 2, 3], 2))[:3], list(it.combinations("abc", 2)))
print(list(it.accumulate([1, 2, 3, 4], operator.mul)), list(it.takewhile(lambda n: n < 3, it.count())), list(it.repeat("x", 2)))
print(list(it.zip_longest("abc", "x", fillvalue="-")), list(it.compress("abcd", [1, 0, 1, 0])), list(it.starmap(pow, [(2, 3), (3, 2)])))
print(list(it.dropwhile(str.islower, "abCd")), list(it.filterfalse(None, [0, 1, ""])), list(it.chain.from_iterable(["ab", "c"])))
first, second = it.tee(iter([1, 2, 3]))
print(next(first), list(second), list(first), len(list(it.combinations_with_replacement("abc", 2))))


def primes():
    found = []
    for n in it.count(2):
        if all(n % p for p in it.takewhile(lambda p: p * p <= n, found)):
            found.append(n)
            yield n


print(list(it.islice(primes(), 10)), next(n for n in primes() if n > 1000))
print("OK")
