# A view that a buffered reader lends its source is of a copy; writing through it when the reader is gone harms nothing.
# verdict: exit
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import io


class Keeper(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, view):
        views.append(view)
        return len(view)


views = []
for size in range(16, 512, 16):
    reader = io.BufferedReader(Keeper(), size)
    reader.read(1)
    del reader
objects = [[index, str(index), {index: index}] for index in range(10000)]
for view in views:
    view[:] = b"A" * len(view)
for index in range(10000):
    objects.append([index, str(index), {index: index}, (index,)])
del objects
import gc
gc.collect()
