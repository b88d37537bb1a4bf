# gc collects cycles, can be switched off, and __del__ runs once.
import gc


class Node:
    alive = 0

    def __init__(self):
        Node.alive += 1
        self.other = None

    def __del__(self):
        Node.alive -= 1


gc.disable()
print(gc.isenabled())
for _ in range(100):
    a, b = Node(), Node()
    a.other, b.other = b, a
del a, b
print(Node.alive)
gc.collect()
print(Node.alive)
gc.enable()
print(gc.isenabled())


class Phoenix:
    saved = []

    def __del__(self):
        Phoenix.saved.append(self)


Phoenix()
print(len(Phoenix.saved))
Phoenix.saved.clear()
gc.collect()
print(len(Phoenix.saved))
print("OK")
