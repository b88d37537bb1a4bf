# struct, array and memoryview pack, reinterpret and share binary data.
import array
import struct
import sys

packed = struct.pack("<IhfB4s?", 7, -2, 0.5, 255, b"ab", True)
print(packed, struct.unpack("<IhfB4s?", packed), struct.calcsize("<IhfB4s?"))
header = struct.Struct(">2sH")
buffer = bytearray(8)
header.pack_into(buffer, 2, b"OK", 513)
print(buffer, header.unpack_from(buffer, 2), list(struct.iter_unpack(">H", bytes(buffer)))[1])
numbers = array.array("i", [3, 1, 2])
numbers.append(9)
numbers.extend(range(2))
print(numbers, numbers.itemsize, sorted(numbers), numbers.pop(), numbers.tobytes()[:4])
view = memoryview(numbers)
view[0] = 100
print(numbers[0], view[1:3].tolist(), view.format, view.cast("B").nbytes, view.contiguous)
grid = memoryview(bytes(range(6))).cast("B", [2, 3])
print(grid[1, 2], grid.tolist(), grid.shape)
floats = array.array("d")
floats.frombytes(struct.pack("2d", 1.5, 2.5))
print(floats.tolist(), sys.byteorder)
try:
    struct.pack("B", 256)
except struct.error as error:
    print(error)
print("OK")
