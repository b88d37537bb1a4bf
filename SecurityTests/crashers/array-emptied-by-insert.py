# An array that the inserted item's __index__ empties ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import array


class Emptying:
    def __index__(self):
        del items[:]
        return 1


items = array.array("q", range(1 << 17))
items.insert(1 << 16, Emptying())
