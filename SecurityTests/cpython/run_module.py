# Runs one module of CPython's own tests and tells of each test what became of it, a JSON line each.
"""run_module.py MODULE[,MODULE...] --without|--only [TEST...]

TEST names a test, or all of a class. Works the same on a plain python3.
"""
import doctest
import importlib
import json
import socket
import sys
import time
import traceback
import types
import unittest
import warnings

from test import support
from test.support import socket_helper

OUTPUT = sys.stdout
WITH_AIDS = {
    "test_code", "test_compile", "test_dis", "test_inspect", "test_pyclbr", "test_sys", "test_traceback",
    "unittest_test.test_discovery", "unittest_test.testmock.testpatch",
}
LONGEST_REASON = 500


def tell(**entry):
    OUTPUT.write(json.dumps(entry) + "\n")
    OUTPUT.flush()


def identifier(test):
    return test.id().removeprefix("test.")


def is_named(name, listed):
    """Whether the test or its class is on the list."""
    parts = name.split(".")
    return any(".".join(parts[:count]) in listed for count in range(1, len(parts) + 1))


def flattened(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flattened(test)
        else:
            yield test


def chosen(suite, is_wanted):
    """The suite in its own structure, which the fixtures of classes and modules need."""
    kept = type(suite)()
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            kept.addTest(chosen(test, is_wanted))
        elif not is_wanted(identifier(test)):
            tell(test=identifier(test), result="excluded")
        else:
            kept.addTest(test)
    return kept


class Recorder(unittest.TestResult):
    """Tells the result of each test once, when it stops."""

    def startTestRun(self):
        self.worst = ("passed", "")
        self.is_in_test = False

    def startTest(self, test):
        super().startTest(test)
        self.worst = ("passed", "")
        self.is_in_test = True
        tell(test=identifier(test), result="started")

    def stopTest(self, test):
        super().stopTest(test)
        result, reason = self.worst
        self.is_in_test = False
        tell(test=identifier(test), result=result, reason=reason)

    def note(self, test, result, reason):
        if self.is_in_test:
            if self.worst[0] != "failed":
                self.worst = (result, reason)
        else:
            # A fixture of a class or a module, in place of all its tests.
            tell(fixture=test.id(), result=result, reason=reason)

    def addError(self, test, error):
        self.note(test, "failed", described(error))

    addFailure = addError

    def addSkip(self, test, reason):
        self.note(test, "skipped", str(reason)[:LONGEST_REASON])

    def addExpectedFailure(self, test, error):
        pass

    def addUnexpectedSuccess(self, test):
        self.note(test, "failed", "unexpected success")

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.note(test, "failed", described(error))


def described(error):
    kind, value, trace = error
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = ""
    if trace is not None:
        code = trace.tb_frame.f_code
        place = " (%s:%d)" % (code.co_filename.rsplit("/", 1)[-1], trace.tb_lineno)
    try:
        text = str(value)
    except Exception:
        text = "?"
    return ("%s: %s" % (kind.__name__, text))[:LONGEST_REASON] + place


class Run:
    """Suites of tests, without those that the policy excludes."""

    def __init__(self, listed, keeps_listed):
        self.listed = listed
        self.keeps_listed = keeps_listed
        self.recorder = Recorder()
        self.recorder.startTestRun()

    def wants(self, name):
        return is_named(name, self.listed) == self.keeps_listed

    def run(self, suite):
        tell(tests=[identifier(test) for test in flattened(suite)])
        with warnings.catch_warnings():
            warnings.simplefilter("default")
            chosen(suite, self.wants).run(self.recorder)

    def run_doctest(self, module, verbosity=None, optionflags=0):
        self.run(doctest.DocTestSuite(module, optionflags=optionflags))
        return 0, 0


def name_unittest_tests():
    """unittest's own tests stand outside of the package test, where a source root cannot serve them."""
    for name in ("", ".support", ".testmock", ".testmock.support", ".test_result"):
        sys.modules["unittest.test" + name] = importlib.import_module("test.unittest_test" + name)


def provide_aids(name):
    """Modules that no whitelist may list, as far as a module of tests is imported with them or asks them for a fact."""
    try:
        import faulthandler
    except ImportError:
        sys.modules["faulthandler"] = types.ModuleType("faulthandler")
    if name not in WITH_AIDS:
        return
    try:
        import _testinternalcapi
    except ImportError:
        aid = sys.modules["_testinternalcapi"] = types.ModuleType("_testinternalcapi")
        aid.get_config = lambda: {"code_debug_ranges": 1}
        aid.SIZEOF_PYGC_HEAD = 16
        sys.modules["marshal"] = types.ModuleType("marshal")
    if name == "test_traceback":
        # What prints an exception in the sandbox, in place of what does so in CPython.
        aid = sys.modules["_testcapi"] = types.ModuleType("_testcapi")
        aid.exception_print = lambda error: sys.__excepthook__(type(error), error, getattr(error, "__traceback__", None))
        aid.traceback_print = print_traceback
    if name == "test_inspect":
        aid = sys.modules["importlib._bootstrap_external"] = types.ModuleType("importlib._bootstrap_external")
        aid._get_sourcefile = None


def print_traceback(trace, file):
    print("Traceback (most recent call last):", file=file)
    traceback.print_tb(trace, file=file)


def note_absence_of_network():
    """Without this, modules of tests that ask for sockets of the file system do not import."""
    try:
        socket.socket(socket.AF_UNIX).close()
    except OSError as error:
        socket_helper._bind_nix_socket_error = error


def run_module(name, run):
    """As regrtest does: by the module's own test_main where it has one."""
    provide_aids(name)
    if name.startswith("unittest_test."):
        name_unittest_tests()
    module = importlib.import_module("test." + name)
    if hasattr(module, "test_main"):
        support._run_suite = run.run
        support.run_doctest = run.run_doctest
        module.test_main()
    else:
        run.run(unittest.defaultTestLoader.loadTestsFromModule(module))


def main():
    name, how, *listed = sys.argv[1:]
    sys.argv = [name]
    run = Run(set(listed), how == "--only")
    note_absence_of_network()
    began = time.monotonic()
    for each in name.split(","):
        try:
            run_module(each, run)
        except unittest.SkipTest as error:
            tell(module=each, result="skipped", reason=str(error))
        except BaseException as error:
            tell(module=each, result="failed", reason=described((type(error), error, error.__traceback__)))
    tell(ended=round(time.monotonic() - began, 1))


main()
