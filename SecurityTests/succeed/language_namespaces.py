# globals(), locals(), vars() and dir() show and change the script's own names.

value = 1
globals()["made"] = value + 1
print(made, "value" in globals(), __name__)


def function(argument, other=2):
    local = argument + other
    return sorted(locals()), locals()["local"]


print(function(1))


class Holder:
    kind = "class"

    def __init__(self):
        self.own = "instance"


holder = Holder()
vars(holder)["added"] = 3
print(vars(holder), holder.added, [name for name in dir(holder) if not name.startswith("_")])
setattr(Holder, "late", lambda self: self.own)
print(getattr(holder, "late")(), getattr(holder, "never", "default"), hasattr(Holder, "kind"))
del holder.own, made
print("made" in globals(), hasattr(holder, "own"))
print(function.__globals__ is globals(), function.__defaults__, function.__code__.co_varnames)
function.__defaults__ = (40,)
function.label = "an attribute"
print(function(2)[1], function.label, callable(function))
print("OK")
