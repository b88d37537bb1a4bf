# A script that catches MemoryError goes on, with as much memory as before.
# limits: memory=128MiB
import collections
import io
import itertools
import json


def refused(act):
    try:
        act()
    except MemoryError:
        return True
    except OverflowError:
        return "too large for any machine"
    return False


print(refused(lambda: bytearray(1 << 46)))
print(refused(lambda: b"x" * (1 << 46)))
print(refused(lambda: "x" * (1 << 46)))
print(refused(lambda: [None] * (1 << 46)))
print(refused(lambda: (1 << 46).to_bytes(1 << 46, "big")))
print(refused(lambda: 1 << (1 << 49)))
print(refused(lambda: " " .ljust(1 << 46)))
print(refused(lambda: f"{1:>{1 << 46}}"))
print(refused(lambda: list(range(1 << 46))))
print(refused(lambda: io.BytesIO().truncate(0) or io.BytesIO().write(bytes(1 << 46))))
print(refused(lambda: list(itertools.repeat(None, 1 << 46))))

# All of it is still there, several times.
for _ in range(3):
    data = bytearray(64 << 20)
    data[-1] = 1
    assert refused(lambda: bytes(1 << 46))
    del data

table = collections.Counter(json.dumps(list(range(index % 10))) for index in range(10000))
print(len(table), sum(table.values()))
try:
    raise MemoryError("of the script's own")
except MemoryError as error:
    print(error)
print("OK")
