# Nothing real is reachable: a walk over everything that a script can get at meets no forbidden object.
import sys

import forbidden

# Each is imported as a script would; what fails is counted, not hidden.
SKIPPED = {"antigravity", "this", "__main__"}
failed = []
roots = [globals(), sys.modules]
for name in forbidden.modules:
    if name in SKIPPED or name.endswith(".__main__"):
        continue
    try:
        roots.append(__import__(name, fromlist=["x"]))
    except Exception as error:
        failed.append((name, f"{type(error).__name__}: {error}"))

count = forbidden.begin()
name_of = forbidden.name_of
ATOMS = (int, float, complex, str, bytes, bool, type(None), type(...), type(NotImplemented))
# What these lead to is their owner; their own methods would make ever new ones.
BOUND = (
    type([].append), type([].__len__), type(list.append), type(list.__len__), type(int.real), type(type.__dict__["mro"]),
    type(sys.modules["types"].FunctionType.__closure__) if "types" in sys.modules else type(int.real),
    type({}.keys()), type({}.items()), type({}.values()), type(iter([])), type(name_of),
)
LEADS = (
    "__self__", "__func__", "__objclass__", "__globals__", "__closure__", "__builtins__", "__code__", "__wrapped__",
    "__loader__", "__spec__", "__dict__", "__defaults__", "__kwdefaults__", "__module__", "fget", "fset", "fdel",
    "cell_contents", "gi_frame", "cr_frame", "ag_frame", "tb_frame", "f_globals", "f_locals", "f_back", "f_builtins",
    "mapping", "func", "args", "keywords",
)
# What a script's own frame leads to is in the roots; a library's frame is shown opaque by the corpus.
FRAME = type(sys._getframe())
# Present on everything, and made anew each time that it is asked for.
UNIFORM = frozenset(dir(object()))
LIMIT = 3_000_000


def contents(value):
    if isinstance(value, dict):
        for key, item in list(value.items()):
            yield repr(key)[:60], item
            yield "key", key
    elif isinstance(value, (list, tuple, set, frozenset)):
        # By the type's own iteration: a subclass may compute what it yields.
        for base in (list, tuple, set, frozenset):
            if isinstance(value, base):
                yield from ((f"[{index}]", item) for index, item in enumerate(list(base.__iter__(value))))


def attributes(value):
    # Objects that answer every name with a new one of their kind would never end.
    if type(value).__name__ == "_Call":
        yield from vars(value).items()
        return
    for name in LEADS:
        try:
            yield name, getattr(value, name)
        except BaseException:
            continue
    if isinstance(value, BOUND):
        return
    try:
        names = dir(value)
    except BaseException:
        names = []
    for name in names:
        if name in UNIFORM and name != "__class__":
            continue
        try:
            yield name, getattr(value, name)
        except BaseException:
            continue
    if type(value) in (tuple, list, dict, set, frozenset):
        return
    # The functions by which pickle would rebuild it, and the state that it would store; the tuples
    # around them are new each time.
    try:
        for part in value.__reduce_ex__(2):
            if callable(part) or type(part) is dict:
                yield "__reduce_ex__()", part
        state = object.__getstate__(value)
        if type(state) is dict:
            yield "__getstate__()", state
    except BaseException:
        pass


def neighbours(value):
    yield from contents(value)
    if isinstance(value, type):
        try:
            for subclass in type.__subclasses__(value):
                yield "subclass", subclass
            for key, item in list(vars(value).items()):
                yield f"vars {key}", item
        except TypeError:
            pass
        return
    yield from attributes(value)


def walk():
    """The state is local, and marked as seen: the walk shall not walk through itself."""
    seen, queue, found = {}, [], []
    for own in (seen, queue, found, failed, roots, globals()):
        seen[id(own)] = own
    queue += [(root, f"root {index}") for index, root in enumerate(roots)]
    visited = 0
    while queue and visited < LIMIT:
        value, path = queue.pop()
        visited += 1
        name = name_of(value)
        if name is not None:
            found.append((name, path))
        if isinstance(value, FRAME):
            continue
        for step, item in neighbours(value):
            if type(item) in ATOMS or id(item) in seen:
                continue
            # Kept alive, so that no address is used twice.
            seen[id(item)] = item
            if path.count(">") < 40:
                queue.append((item, f"{path} > {step}"))
    return visited, found


visited, found = walk()
print(f"{visited} objects visited, {count} identities forbidden, {len(failed)} modules not importable")
for name, reason in failed:
    print(f"  not importable: {name}: {reason}")
for name, path in found[:50]:
    print(f"  REACHED {name}: {path}")
print(f"{len(forbidden.modules) - len(failed)} modules walked, {len(found)} forbidden objects reached")
sys.exit(1 if found or visited >= LIMIT else 0)
