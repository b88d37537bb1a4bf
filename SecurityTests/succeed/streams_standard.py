# The standard streams can be inspected, reconfigured, redirected by number, detached and closed.
# stdin: one\ntwo\nthree\nfour\nfive\nsix\nüñï\nlast
import fileinput
import io
import os
import sys

print(isinstance(sys.stdout.buffer.raw, io.FileIO), sys.stdin.buffer.raw.name, sys.stdout.buffer.raw.closefd)
print(sys.stdout.isatty(), sys.stdout.fileno(), sys.stdin.mode, sys.stdout.mode, sys.stderr.line_buffering)
sys.stdout.reconfigure(encoding="ascii", errors="backslashreplace")
print("grün", sys.stdout.encoding, sys.stdout.errors)
sys.stdout.reconfigure(encoding="utf-8", errors="strict", line_buffering=True)
print("grün", flush=True)
sys.stdout.buffer.write(b"bytes\n")
sys.stdout.flush()

# What goes to descriptor 1 goes elsewhere for a while.
reader, writer = os.pipe()
saved = os.dup(1)
os.dup2(writer, 1)
print("caught")
os.dup2(saved, 1)
for descriptor in saved, writer:
    os.close(descriptor)
with os.fdopen(reader) as stream:
    print([stream.read()])


class Broken:
    def write(self, text):
        raise ValueError("broken")


for target in Broken(), object():
    try:
        print("text", file=target)
    except (ValueError, AttributeError) as error:
        print(error)
for action in (sys.stdout.read, lambda: sys.stdin.write("x"), sys.stdout.buffer.raw.read):
    try:
        action()
    except OSError as error:
        print(type(error).__name__, error)

with os.fdopen(1, "w", 1, closefd=False) as stream:
    print("by number", file=stream)
buffer = sys.stdout.detach()
try:
    print("text")
except ValueError as error:
    buffer.write(b"%s\n" % str(error).encode())
sys.stdout = io.TextIOWrapper(buffer, "utf-8", line_buffering=True)
print("attached")
print(sys.stdin.buffer.peek(1)[:3], sys.stdin.buffer.read1(4), sys.stdin.readline(), next(sys.stdin), input())
for line in fileinput.input("-"):
    print(fileinput.lineno(), [line])
    break
fileinput.close()
print([sys.stdin.read(2)], list(sys.stdin), [sys.stdin.read()])
try:
    input()
except EOFError as error:
    print(error)
sys.stdin.close()
try:
    sys.stdin.read()
except ValueError as error:
    print(error)
print("OK")
