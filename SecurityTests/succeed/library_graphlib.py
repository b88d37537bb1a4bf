# graphlib sorts a graph and tells a cycle.
from graphlib import CycleError, TopologicalSorter

graph = {"app": {"library", "config"}, "library": {"core"}, "config": {"core"}, "core": set()}
order = list(TopologicalSorter(graph).static_order())
print(order[0], order[-1], sorted(order[1:3]))
sorter = TopologicalSorter(graph)
sorter.prepare()
while sorter.is_active():
    ready = sorter.get_ready()
    print(sorted(ready))
    sorter.done(*ready)
try:
    TopologicalSorter({"a": "b", "b": "a"}).prepare()
except CycleError as error:
    print(sorted(set(error.args[1])))
print("OK")
