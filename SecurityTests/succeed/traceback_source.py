# inspect finds the source text of the script's own functions.
import inspect
import linecache


def documented(a, b=1):
    """Says what it does."""
    return a + b


print(inspect.getsource(documented), end="")
print(inspect.getdoc(documented), inspect.getsourcelines(documented)[1] > 1)
print(linecache.getline(__file__, 1), end="")
print("OK")
