# Positional-only, keyword-only, default and variable arguments bind and fail as documented.

def signature(a, b=2, /, c=3, *rest, d, e=5, **more):
    return a, b, c, rest, d, e, more


print(signature(1, d=4), signature(1, 2, 3, 4, d=0, a="free"))
for call in (lambda: signature(1), lambda: signature(d=1), lambda: (lambda x, /: x)(x=1),
             lambda: (lambda: 0)(1), lambda: (lambda x: x)(1, x=2), lambda: (lambda *, k: k)(z=1)):
    try:
        call()
    except TypeError as error:
        print(error)


def remember(item, seen=[]):
    seen.append(item)
    return seen


remember(1)
print(remember(2), remember.__defaults__, signature.__kwdefaults__)


def annotated(x: "a number" = 1, *, flag: bool = False) -> str:
    """Documented."""


print(annotated.__annotations__, annotated.__doc__)
print((lambda *a, **k: (a, k))(*"ab", **dict(c=1)), sorted([3, 1, 2], reverse=True, key=lambda n: -n))
print("OK")
