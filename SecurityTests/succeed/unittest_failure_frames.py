# What a failed test prints shows the lines of the test, and none of unittest's own.
import io
import unittest


class Sums(unittest.TestCase):
    def test_sum(self):
        self.assertEqual(1 + 1, 3)

    def test_sub(self):
        for number in (1, 2):
            with self.subTest(number=number):
                self.assertIn(number, [1])


stream = io.StringIO()
unittest.TextTestRunner(stream).run(unittest.defaultTestLoader.loadTestsFromTestCase(Sums))
text = stream.getvalue()
print(text.count("File "), "case.py" in text, text.count("AssertionError"))
print("OK")
