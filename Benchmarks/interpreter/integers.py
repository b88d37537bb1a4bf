# Integers, small and large, in lists.


def sieve(limit):
    marks = [True] * limit
    for n in range(2, int(limit ** 0.5) + 1):
        if marks[n]:
            for multiple in range(n * n, limit, n):
                marks[multiple] = False
    return sum(n for n in range(2, limit) if marks[n])


def digits_of_e(count):
    total = term = 10 ** (count + 10)
    n = 1
    while term:
        term //= n
        total += term
        n += 1
    return str(total // 10 ** 10)[-10:]


print(sieve(300_000), digits_of_e(1_500))
