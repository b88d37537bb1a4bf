# Standard error is apart from standard output.
import sys

print("this goes to stderr", file=sys.stderr)
sys.stderr.write("and this\n")
sys.stderr.flush()
print(sys.stderr.writable(), sys.stderr.encoding.lower())
print("OK")
