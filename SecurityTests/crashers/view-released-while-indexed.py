# A view that is released while an item is stored is refused.
# verdict: exception
# limits: cpu=3s wall=60s memory=256MiB
# control: none
class Releaser:
    def __index__(self):
        view.release()
        data.clear()
        kept.extend(bytes(500) for _ in range(100))
        return 65


kept = []
data = bytearray(500)
view = memoryview(data)
view[Releaser()] = 5
view = memoryview(data := bytearray(500))
view[0] = Releaser()
