# With future annotations, names in hints need not exist yet.
from __future__ import annotations

from dataclasses import dataclass, fields
from typing import get_type_hints


@dataclass
class Node:
    value: int
    next: Node | None = None

    def last(self) -> Node:
        return self.next.last() if self.next else self


def unused(x: NotDefinedAnywhere) -> None:
    pass


print(Node(1, Node(2)).last(), [f.type for f in fields(Node)], unused.__annotations__)
print(get_type_hints(Node.last)["return"] is Node)
print("OK")
