# Buffers, unpicklers and codecs over a program's own streams and functions work as ever, though these are lent copies.
import codecs
import io
import pickle


class Pipe(io.RawIOBase):
    """Takes and gives a little at a time, as sockets do."""

    def __init__(self):
        super().__init__()
        self.held = bytearray()

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, buffer):
        count = min(len(buffer), len(self.held), 1000)
        buffer[:count] = self.held[:count]
        del self.held[:count]
        return count

    def write(self, data):
        part = data[:1000]
        self.held += part
        return len(part)


pipe = Pipe()
writer = io.BufferedWriter(pipe, 4096)
reader = io.BufferedReader(raw=pipe)
print(writer.raw is pipe, reader.raw is pipe, reader)
print(writer.write(bytes(range(256)) * 12000), writer.flush())
print(reader.read(3), len(reader.read(2_000_000)), len(reader.read()))
pair = io.BufferedRWPair(pipe, pipe, 16)
print(pair.write(b"one\ntwo\n"), pair.flush(), pair.readline(), pair.peek(), pair.read())
print(reader.detach() is pipe, writer.detach() is pipe)
for stream in reader, writer:
    try:
        stream.flush()
    except ValueError as error:
        print(error)
reader.__init__(pipe, 8)
text = io.TextIOWrapper(io.BufferedWriter(pipe), encoding="utf-16-le")
print(text.write("grün\nblau\n"), text.close(), pipe.closed)
pipe = Pipe()


class Wrong(Pipe):
    def readinto(self, buffer):
        return self.answer


for answer in (-1, 9000, "much", 2**70, None, 0):
    wrong = Wrong()
    wrong.answer = answer
    try:
        print(answer, io.BufferedReader(wrong, 16).read(4))
    except OSError as error:
        print(answer, error, type(error.__cause__).__name__)

writer = io.BufferedWriter(pipe)
pickle.dump({"data": b"x" * 100_000, "list": [1, 2, 3]}, writer)
writer.flush()
print(pickle.load(io.BufferedReader(pipe))["list"])
pipe.held += pickle.dumps(b"y" * 300)
print(pickle.Unpickler(pipe if hasattr(pipe, "readline") else reader).load()[:3])


def search(name):
    if name == "shouting":
        return codecs.CodecInfo(
            lambda text, errors="strict": (text.lower().encode(), len(text)),
            lambda data, errors="strict": (bytes(data).decode().upper(), len(data)), name=name)


codecs.register(search)
print(b"quiet".decode("shouting"), "LOUD".encode("shouting"), codecs.lookup("shouting").name)
codecs.unregister(search)
try:
    b"x".decode("shouting")
except LookupError as error:
    print(error)
print("OK")
