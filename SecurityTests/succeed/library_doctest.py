# doctest runs the examples of the script's own docstrings.
import doctest
import io
from contextlib import redirect_stdout


def double(n):
    """
    >>> double(2)
    4
    >>> [double(n) for n in range(3)]
    [0, 2, 4]
    >>> double(None)
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
    """
    return n * 2


def wrong():
    """
    >>> wrong()
    'right'
    """
    return "wrong"


with redirect_stdout(io.StringIO()) as text:
    result = doctest.testmod()
print(result)
print([line.strip() for line in text.getvalue().splitlines() if line.startswith("    ")])
doctest.run_docstring_examples(double, {"double": double})
print("OK")
