# A view that the unpickler lends its source is of a copy; writing through it when the load is over harms nothing.
# verdict: exit
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import io
import pickle


class Source(io.BytesIO):
    def readinto(self, view):
        views.append(view)
        return len(view)


views = []
for _ in range(2000):
    try:
        pickle.Unpickler(Source(b"\x80\x05\x8e" + (400).to_bytes(8, "little"))).load()
    except EOFError:
        pass
objects = [tuple(range(index, index + 50)) for index in range(10000)]
for view in views:
    view[:] = b"A" * len(view)
print(hash(tuple(objects)))
