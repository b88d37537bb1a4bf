# An element that is cleared while it looks for a child ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
from xml.etree.ElementTree import Element


class Evil(Element):
    def __eq__(self, other):
        root.clear()
        kept.extend([index] * 3 for index in range(1000))
        return False


for _ in range(50):
    kept = []
    root = Element("root")
    root.extend([Evil("a") for _ in range(10)])
    try:
        root.remove(Element("a"))
    except ValueError:
        pass
