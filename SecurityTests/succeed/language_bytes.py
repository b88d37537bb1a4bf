# Bytes, byte arrays and memory views share buffers and convert.

data = bytes(range(5)) + b"\xff"
print(data, data[0], data[1:3], data.hex("-"), bytes.fromhex("00 ff"), b"ab".replace(b"a", b"c"))
array = bytearray(b"hello")
array[0] = ord("J")
array += b" you"
array[1:5] = b"ey"
print(array, array.decode(), array.find(b"y"), bytes(array).split())
view = memoryview(array)
view[0:3] = b"Say"
print(array, view[0], view[::2].tobytes(), view.readonly, len(view), view.nbytes)
try:
    array.append(1)
except BufferError as error:
    print(type(error).__name__)
view.release()
array.append(33)
print(array, memoryview(b"\x01\x00\x02\x00").cast("H").tolist())
print("é".encode(), "é".encode("latin-1"), b"\xc3\xa9".decode(), b"\xff".decode("utf-8", "replace"))
try:
    b"\xff\xfe".decode()
except UnicodeDecodeError as error:
    print(error.reason, error.start, error.encoding)
print(b"%s=%d" % (b"n", 5), b"abc" < b"abd", 97 in b"abc", bytes(3), b"a b".title())
print("OK")
