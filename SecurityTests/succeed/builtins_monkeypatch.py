# A script may add, replace and restore its own built-ins.
import builtins

builtins.answer = 42
print(answer)


def loud(*values, **options):
    original(*(str(value).upper() for value in values), **options)


original, builtins.print = builtins.print, loud
print("replaced")
builtins.print = original
print("restored")

len = lambda thing: "shadowed"
print(len([]), builtins.len([]))
del len
print(len([1]), hasattr(builtins, "answer"))
del builtins.answer
try:
    answer
except NameError as error:
    print(error)
print("OK")
