# sys.stdout writes text and bytes in order, with print's separators and ends.
import sys

print("a", 1, None, sep="-", end="|")
print(file=sys.stdout)
print(sys.stdout.write("written\n"))
sys.stdout.writelines(["line one\n", "line two\n"])
sys.stdout.flush()
sys.stdout.buffer.write("bytes: é\n".encode())
sys.stdout.buffer.flush()
print("after the bytes", flush=True)
print(sys.stdout.encoding.lower(), sys.stdout.isatty(), sys.stdout.writable(), sys.stdout.closed)
print(sys.__stdout__ is sys.stdout, sys.stdout.errors in ("strict", "surrogateescape"))
sys.stdout.reconfigure(line_buffering=True)
print("☃ 漢字 \t tab \x07".strip("\x07"))
try:
    print("x", end=3)
except TypeError as error:
    print(type(error).__name__)
print("OK")
