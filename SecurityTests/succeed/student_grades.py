# A grading harness runs a student's functions against cases and tells what is wrong.
import traceback
import unittest


def mean(values):
    return sum(values) / len(values)


def reverse_words(text):
    return " ".join(word[::-1] for word in text.split())


def broken(n):
    return n + "1"


CASES = [
    (mean, ([1, 2, 3],), 2),
    (mean, ([],), ZeroDivisionError),
    (reverse_words, ("hello big world",), "olleh gib dlrow"),
    (broken, (1,), 2),
]


def grade(function, arguments, expected):
    try:
        result = function(*arguments)
    except Exception as error:
        if isinstance(expected, type) and isinstance(error, expected):
            return True, "raises as it should"
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return False, f"{type(error).__name__} in {frame.name}: {frame.line}"
    return result == expected, f"gave {result!r}"


points = 0
for function, arguments, expected in CASES:
    passed, comment = grade(function, arguments, expected)
    points += passed
    print("pass" if passed else "FAIL", function.__name__, comment)
print(f"{points}/{len(CASES)}")


class Hidden(unittest.TestCase):
    def test_mean(self):
        self.assertAlmostEqual(mean([0.1] * 3), 0.1)


print(unittest.main(argv=["grade"], exit=False, verbosity=0).result.wasSuccessful())
print("OK")
