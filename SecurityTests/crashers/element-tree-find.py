# An element whose children go while they are compared ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import xml.etree.ElementTree as tree


class Evil(str):
    def __eq__(self, other):
        root.clear()
        kept.extend([index] * 3 for index in range(1000))
        return True

    __hash__ = str.__hash__


for _ in range(50):
    kept = []
    root = tree.Element("root")
    root.extend([tree.Element(Evil("a")) for _ in range(10)])
    for name in [Evil("a"), "a"]:
        root.find(name)
        root.extend([tree.Element(Evil("a")) for _ in range(10)])
        root.findall(name)
        root.extend([tree.Element(Evil("a")) for _ in range(10)])
        root.findtext(name)
