# with statements enter in order, leave in reverse, and may swallow exceptions.
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress


class Section:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, value, trace):
        print("leave", self.name, kind and kind.__name__)
        return kind is ZeroDivisionError


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    finally:
        print(f"</{name}>")


with (Section("outer") as outer, Section("inner"), tag("p") as upper):
    print(outer.name, upper)
    1 / 0
print("still here")

with suppress(KeyError):
    {}["missing"]

with ExitStack() as stack:
    for name in "ab":
        stack.enter_context(tag(name))
    stack.callback(print, "callback first")
with nullcontext(5) as five:
    print(five)


@tag("decorated")
def shout():
    print("inside")


shout()


class Thing:
    def close(self):
        print("closed")


with closing(Thing()):
    pass
print("OK")
