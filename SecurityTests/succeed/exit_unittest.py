# unittest.main ends with status 1 when a test fails.
# exit: 1
import atexit
import unittest

atexit.register(print, "OK")


class Wrong(unittest.TestCase):
    def test_arithmetic(self):
        self.assertEqual(1 + 1, 3)


unittest.main(argv=["tests"])
