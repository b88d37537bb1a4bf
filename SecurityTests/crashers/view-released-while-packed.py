# A view that is released while values are packed into it is refused.
# verdict: exception
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import struct


class Releaser:
    def __index__(self):
        view.release()
        data.clear()
        data.extend(bytes(1))
        return 65


data = bytearray(1 << 20)
view = memoryview(data)
struct.pack_into("QQ", view, 1 << 19, 1, Releaser())
