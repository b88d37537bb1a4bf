# unittest sees a warning of a library module again, after it was given once.
import unittest
import random


class Again(unittest.TestCase):
    def test_twice(self):
        for _ in range(2):
            with self.assertWarns(DeprecationWarning):
                random.Random(1).randrange(2.0)


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(Again).run(result)
print(result)
print("OK")
