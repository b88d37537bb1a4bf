# Syntax errors that claim impossible places are shown as any other.
# verdict: exception
# limits: cpu=5s wall=60s
# control: none
import sys

places = [-2 ** 63, -2 ** 62, -10 ** 13, -1, 0, 1, 2, 4, 5, 2 ** 31, 2 ** 63 - 1, 2 ** 64]
for text in ("^^^", "   ^^^", " ", "", "^\n^", "x = 1"):
    for start in places:
        for end in places:
            error = SyntaxError("told", ("file", 1, start, text, 1, end))
            sys.excepthook(type(error), error, None)
raise SyntaxError("told", ("file", 1, -2 ** 63, "^^^", 1, 5))
