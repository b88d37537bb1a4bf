# Text, dicts and sorting.


def count_words(rounds):
    words = [f"word{n * 7919 % 101}" for n in range(200)]
    counts = {}
    for turn in range(rounds):
        for word in words:
            key = word[turn % 3:]
            counts[key] = counts.get(key, 0) + len(word)
    return sum(counts.values()) + len(" ".join(sorted(counts)).upper().split("1"))


def records(count):
    lines = ["%d;name %d;%s" % (n, n * 31 % 1009, "x" * (n % 7)) for n in range(count)]
    rows = [line.split(";") for line in lines]
    rows.sort(key=lambda row: (row[1], len(row[2])))
    return "".join(row[2] for row in rows).count("xx"), rows[count // 2][0]


print(count_words(400), records(15_000))
