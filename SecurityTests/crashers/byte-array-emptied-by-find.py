# A byte array that the start index of a search empties ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
class Emptying:
    def __index__(self):
        data.clear()
        return 0


data = bytearray(b"x" * (1 << 20))
data.find(b"y" * 3, Emptying())
data = bytearray(b"x" * (1 << 24))
data.find(b"y", Emptying())
