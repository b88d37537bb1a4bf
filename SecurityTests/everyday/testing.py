# Everyday testing: unittest, mock, doctest.
import unittest
from unittest import mock


class Case(unittest.TestCase):
    log = []

    @classmethod
    def setUpClass(cls):
        cls.log.append("class")

    def setUp(self):
        self.addCleanup(self.log.append, "cleaned")

    def test_good(self):
        self.assertAlmostEqual(0.1 + 0.2, 0.3)
        self.assertCountEqual([1, 2], [2, 1])
        with self.assertRaises(KeyError) as caught:
            {}["x"]
        self.assertEqual(caught.exception.args, ("x",))

    def test_bad(self):
        self.assertEqual([1, 2, 3], [1, 2, 4])

    def test_error(self):
        raise OSError("broken")

    @unittest.skipIf(True, "never")
    def test_skipped(self):
        self.fail()


def run(case):
    import io
    stream = io.StringIO()
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(case)
    return unittest.TextTestRunner(stream=stream, verbosity=2).run(suite), stream.getvalue()


def test_unittest_results():
    result, text = run(Case)
    assert (result.testsRun, len(result.failures), len(result.errors), len(result.skipped)) == (4, 1, 1, 1)
    assert "First differing element 2" in text and "OSError: broken" in text and Case.log.count("cleaned") == 3


def test_unittest_subtests():
    class Parts(unittest.TestCase):
        def test_parts(self):
            for n in range(4):
                with self.subTest(n=n):
                    self.assertTrue(n % 2)

    result, text = run(Parts)
    assert len(result.failures) == 2 and "(n=2)" in text


def test_unittest_async():
    class Waits(unittest.IsolatedAsyncioTestCase):
        async def asyncSetUp(self):
            self.value = 1

        async def test_wait(self):
            import asyncio
            await asyncio.sleep(0)
            self.assertEqual(self.value, 1)

    assert run(Waits)[0].wasSuccessful()


def test_unittest_logs_and_warnings():
    class Speaks(unittest.TestCase):
        def test_log(self):
            import logging
            import warnings
            with self.assertLogs("part", "INFO") as seen:
                logging.getLogger("part").info("hello")
            self.assertEqual(seen.output, ["INFO:part:hello"])
            with self.assertWarnsRegex(UserWarning, "care"):
                warnings.warn("take care")

    assert run(Speaks)[0].wasSuccessful()


def test_unittest_suite():
    suite = unittest.TestSuite([unittest.FunctionTestCase(lambda: None), Case("test_good")])
    suite.run(result := unittest.TestResult())
    assert result.wasSuccessful() and suite.countTestCases() == 2


def test_mock_calls():
    service = mock.Mock()
    service.get.side_effect = [1, StopIteration]
    assert service.get("a", key=2) == 1
    service.get.assert_called_once_with("a", key=2)
    assert service.mock_calls == [mock.call.get("a", key=2)] and service.other.name.called is False


def test_mock_magic():
    thing = mock.MagicMock()
    thing.__enter__.return_value = 5
    thing.__iter__.return_value = [1, 2]
    with thing as entered:
        assert entered == 5 and list(thing) == [1, 2]
    thing.configure_mock(**{"method.return_value": 3})
    assert thing.method() == 3 and str(thing)


def test_mock_patch():
    class Clock:
        def now(self):
            return "real"

    with mock.patch.object(Clock, "now", autospec=True, return_value="fake") as now:
        assert Clock().now() == "fake"
    settings = {"a": 1}
    with mock.patch.dict(settings, {"b": 2}, clear=True):
        assert settings == {"b": 2}
    assert Clock().now() == "real" and settings == {"a": 1} and now.call_count == 1


def test_mock_spec():
    import asyncio

    class Service:
        def fetch(self, name): ...

        async def later(self): ...

    fake = mock.create_autospec(Service, instance=True)
    fake.later.return_value = 7
    assert asyncio.run(fake.later()) == 7 and isinstance(fake, Service)
    for wrong in (lambda: fake.fetch(), lambda: fake.missing):
        try:
            wrong()
        except (TypeError, AttributeError):
            continue
        raise AssertionError("the spec must hold")


def test_mock_helpers():
    reader = mock.mock_open(read_data="one\ntwo")
    with reader("any") as lines:
        assert lines.read() == "one\ntwo"
    assert mock.ANY == object() and mock.sentinel.a is mock.sentinel.a
    prop = mock.PropertyMock(return_value=3)
    assert type("T", (), {"p": prop})().p == 3


def test_doctest_examples():
    import doctest
    text = (">>> x = 2\n>>> x * 3\n6\n>>> [1,\n...  2] # doctest: +NORMALIZE_WHITESPACE\n[1,   2]\n"
            ">>> 1 / 0\nTraceback (most recent call last):\nZeroDivisionError: division by zero\n")
    test = doctest.DocTestParser().get_doctest(text, {}, "sample", None, 0)
    result = doctest.DocTestRunner(verbose=False).run(test)
    assert (result.failed, result.attempted) == (0, 4)


def test_doctest_failure():
    import doctest
    test = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "wrong", None, 0)
    said = []
    assert doctest.DocTestRunner(verbose=False).run(test, out=said.append).failed == 1 and "Got:\n    2" in "".join(said)


if __name__ == "__main__":
    import sys
    passed = failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                passed += 1
                print("pass", name)
            except Exception as error:
                failed += 1
                print(f"FAIL {name} {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
