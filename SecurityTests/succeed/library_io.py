# StringIO, BytesIO and streams of one's own read, seek and wrap.
import io

text = io.StringIO("one\ntwo\nthree")
print(text.readline(), list(text), text.seek(4), text.read(3), text.tell(), text.getvalue()[:3])
data = io.BytesIO(b"abc")
data.seek(0, io.SEEK_END)
data.write(b"def")
print(data.getvalue(), data.getbuffer()[1], data.readable())


class Upper(io.RawIOBase):
    def __init__(self, source):
        self.source = source

    def readable(self):
        return True

    def readinto(self, buffer):
        part = self.source.read(len(buffer)).upper()
        buffer[:len(part)] = part
        return len(part)


print(io.BufferedReader(Upper(io.BytesIO(b"shout\nit\n"))).readlines())
print(list(io.TextIOWrapper(io.BufferedReader(Upper(io.BytesIO("größe\r\nx".encode()))), encoding="utf-8")))
with io.BytesIO() as closing:
    pass
try:
    closing.read()
except ValueError as error:
    print(error)
try:
    io.BytesIO().fileno()
except io.UnsupportedOperation as error:
    print(error)
pair = io.BufferedRWPair(io.BytesIO(b"in"), out := io.BytesIO())
pair.write(b"out")
pair.flush()
print(pair.read(), out.getvalue(), isinstance(text, io.TextIOBase), io.DEFAULT_BUFFER_SIZE)
print("OK")
