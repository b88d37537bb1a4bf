# unittest finds, runs and reports test cases.
import io
import unittest


class Arithmetic(unittest.TestCase):
    def setUp(self):
        self.numbers = [1, 2, 3]
        self.addCleanup(self.numbers.clear)

    def test_sum(self):
        self.assertEqual(sum(self.numbers), 6)
        self.assertIn(2, self.numbers)

    def test_division(self):
        with self.assertRaisesRegex(ZeroDivisionError, "division"):
            1 / 0

    def test_parts(self):
        for n in self.numbers:
            with self.subTest(n=n):
                self.assertLess(n, 3)

    @unittest.skip("not today")
    def test_skipped(self):
        self.fail()

    @unittest.expectedFailure
    def test_known(self):
        self.assertDictEqual({"a": 1}, {"a": 2})


class Waiting(unittest.IsolatedAsyncioTestCase):
    async def test_wait(self):
        import asyncio
        self.assertEqual(await asyncio.sleep(0, 5), 5)


suite = unittest.defaultTestLoader.loadTestsFromModule(__import__("__main__"))
text = io.StringIO()
result = unittest.TextTestRunner(stream=text, verbosity=2).run(suite)
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures))
print("(n=3)" in text.getvalue(), "AssertionError: 3 not less than 3" in text.getvalue())
print("OK")
