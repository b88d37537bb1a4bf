# A long output arrives whole and in order.
import sys

for number in range(20_000):
    print(number, "x" * 20)
sys.stdout.write("y" * 300_000 + "\n")
sys.stdout.buffer.write(b"z" * 300_000 + b"\n")
print("OK")
