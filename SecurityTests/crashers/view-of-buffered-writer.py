# A view that a buffered writer lends its target is of a copy, and shows the same when the writer is gone.
# verdict: exit
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import io


class Keeper(io.RawIOBase):
    def writable(self):
        return True

    def write(self, view):
        views.append(view)
        return len(view)


views = []
for _ in range(100):
    writer = io.BufferedWriter(Keeper(), 400)
    writer.write(b"x" * 100)
    writer.flush()
    del writer
objects = [tuple(range(index, index + 45)) for index in range(1000)]
assert all(bytes(view) == b"x" * 100 for view in views)
