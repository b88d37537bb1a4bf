# Warnings can be recorded, raised, filtered and shown.
import contextlib
import io
import warnings


def old():
    warnings.warn("old() goes away", DeprecationWarning, stacklevel=2)
    return 1


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    old()
    warnings.warn("plain")
print([(w.category.__name__, str(w.message)) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        old()
    except DeprecationWarning as warning:
        print("raised", warning)
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="old")
    print(old())
with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()) as text:
    warnings.simplefilter("always")
    warnings.warn("shown", UserWarning)
print(text.getvalue().splitlines()[0].split(": ")[1:], text.getvalue().splitlines()[1].strip())
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    for _ in range(3):
        warnings.warn("once per line")
print(len(caught))
print("OK")
