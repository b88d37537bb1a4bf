# copy and deepcopy follow references, cycles and hooks.
import copy


class Node:
    def __init__(self, name):
        self.name, self.links = name, []

    def __copy__(self):
        made = Node(self.name + " copy")
        made.links = self.links
        return made


a, b = Node("a"), Node("b")
a.links.append(b)
b.links.append(a)
deep = copy.deepcopy(a)
print(deep.name, deep.links[0].links[0] is deep, deep.links[0] is not b, copy.copy(a).name)
print(copy.copy(a).links is a.links)
nested = {"list": [1, [2]], "tuple": (1, [2])}
shallow, full = copy.copy(nested), copy.deepcopy(nested)
nested["list"][1].append(3)
print(shallow["list"], full["list"], copy.deepcopy((1, 2)) == (1, 2), copy.copy([1]) == [1])
print("OK")
