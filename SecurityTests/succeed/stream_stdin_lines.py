# Standard input can be iterated, read by lines and read to the end.
# stdin: 3\n10 20 30\nfirst\nsecond\nthird\n\n

import sys

count = int(sys.stdin.readline())
numbers = list(map(int, sys.stdin.readline().split()))
print(count == len(numbers), sum(numbers))
for line in sys.stdin:
    print(repr(line))
    if line.startswith("second"):
        break
print(repr(sys.stdin.read()), repr(sys.stdin.read()), repr(sys.stdin.readline()))
print(sys.stdin.readable(), sys.stdin.encoding.lower())
print("OK")
