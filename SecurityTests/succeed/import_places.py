# import works in functions, classes, threads, lambdas, eval and conditional branches.
import sys
import threading


class Namespace:
    from math import floor, pi as circle
    import base64
    rounded = floor(circle)


def deferred(name):
    if name == "json":
        import json as module
    else:
        import html as module
    return module.__name__


print(Namespace.rounded, Namespace.base64.b64encode(b"x"), Namespace.circle > 3)
print(deferred("json"), deferred("html"), (lambda: __import__("heapq").nlargest(1, [3, 9]))())
print(eval("__import__('string').digits"))

found = []
threads = [threading.Thread(target=lambda: found.append(__import__("difflib"))) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(found), all(module is sys.modules["difflib"] for module in found))

namespace = {}
eval(compile("import json\nfrom math import tau\nimport os.path as p", "<text>", "exec"), namespace)
print(sorted(name for name in namespace if name != "__builtins__"))
print("OK")
