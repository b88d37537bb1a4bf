# Weak references, dictionaries and finalizers follow the life of objects.
import gc
import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def method(self):
        return self.name

    def __del__(self):
        print("deleted", self.name)


a, b = Thing("a"), Thing("b")
reference = weakref.ref(a, lambda dead: print("callback"))
values, keys, members = weakref.WeakValueDictionary(a=a, b=b), weakref.WeakKeyDictionary({b: 1}), weakref.WeakSet([a, b])
method = weakref.WeakMethod(b.method)
weakref.finalize(a, print, "finalized", "a")
print(reference() is a, method()(), len(values), weakref.proxy(a).name)
del a
print(reference(), sorted(values), len(members))
loop = Thing("loop")
loop.self = loop
weakref.finalize(loop, print, "finalized loop")
del loop
print(gc.collect() >= 1)
keeper = weakref.finalize(b, print, "never")
keeper.detach()
del b
print(dict(keys), method())


class Kept:
    pass


at_end = Kept()
weakref.finalize(at_end, print, "OK")
