# Standard input gives its bytes, for programs that read fast.
# stdin: 4\n1 5\n2 -3\n7 7\n9 1\n

import sys

data = sys.stdin.buffer.read().split()
pairs = list(zip(map(int, data[1::2]), map(int, data[2::2])))
print(data[0], pairs)
sys.stdout.write("\n".join(str(a + b) for a, b in pairs) + "\n")
print(sys.stdin.buffer.read(), sys.stdin.read() == "")
print("OK")
