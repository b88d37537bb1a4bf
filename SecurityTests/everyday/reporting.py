# Everyday reporting: logging, warnings, traceback.


def test_logging_formats():
    import io
    import logging
    log = logging.getLogger("reporting.formats")
    handler = logging.StreamHandler(out := io.StringIO())
    handler.setFormatter(logging.Formatter("{levelname}|{name}|{message}|{user}", style="{", defaults={"user": "-"}))
    log.addHandler(handler)
    log.propagate = False
    log.warning("disk %d%%", 91, extra={"user": "ada"})
    log.error("plain")
    assert out.getvalue() == "WARNING|reporting.formats|disk 91%|ada\nERROR|reporting.formats|plain|-\n"


def test_logging_levels():
    import logging
    parent, child = logging.getLogger("reporting.a"), logging.getLogger("reporting.a.b")
    parent.setLevel(logging.ERROR)
    assert child.getEffectiveLevel() == 40 and child.isEnabledFor(50) and not child.isEnabledFor(30)
    assert child.parent is parent and parent.getChild("b") is child and logging.getLevelName("INFO") == 20
    logging.addLevelName(25, "NOTICE")
    assert logging.getLevelName(25) == "NOTICE"


def test_logging_filters():
    import logging
    seen = []

    class Keep(logging.Handler):
        def emit(self, record):
            seen.append((record.funcName, record.getMessage()))

    log = logging.getLogger("reporting.filters")
    log.propagate = False
    log.setLevel("DEBUG")
    log.addHandler(Keep())
    log.addFilter(lambda record: not record.getMessage().startswith("secret"))
    log.debug("shown")
    log.debug("secret")
    assert seen == [("test_logging_filters", "shown")]


def test_logging_exceptions():
    import io
    import logging
    log = logging.Logger("alone")
    log.addHandler(logging.StreamHandler(out := io.StringIO()))
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("failed")
    lines = out.getvalue().splitlines()
    assert lines[0] == "failed" and lines[-1] == "ZeroDivisionError: division by zero"
    logging.LoggerAdapter(log, {"k": 1}).info("adapted", stack_info=True)
    assert "Stack (most recent call last)" in out.getvalue()


def test_logging_queue():
    import logging
    import logging.handlers
    import queue
    records = queue.Queue()
    log = logging.Logger("queued")
    log.addHandler(logging.handlers.QueueHandler(records))
    kept = logging.handlers.MemoryHandler(10)
    listener = logging.handlers.QueueListener(records, kept)
    listener.start()
    log.info("through a thread")
    listener.stop()
    assert [record.getMessage() for record in kept.buffer] == ["through a thread"]


def test_logging_config():
    import logging
    import logging.config
    logging.config.dictConfig({
        "version": 1, "disable_existing_loggers": False,
        "formatters": {"short": {"format": "%(message)s"}},
        "handlers": {"null": {"class": "logging.NullHandler", "formatter": "short"}},
        "loggers": {"reporting.configured": {"level": "DEBUG", "handlers": ["null"]}},
    })
    assert logging.getLogger("reporting.configured").handlers[0].formatter._fmt == "%(message)s"


def test_warnings_recorded():
    import warnings
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.warn("old", DeprecationWarning)
        warnings.warn_explicit("explicit", UserWarning, "file.py", 7)
    assert [w.category for w in caught] == [DeprecationWarning, UserWarning] and caught[1].lineno == 7


def test_warnings_filters():
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        try:
            warnings.warn("leak", ResourceWarning)
        except ResourceWarning as warning:
            assert str(warning) == "leak"
        else:
            raise AssertionError("must raise")
        warnings.filterwarnings("ignore", category=UserWarning)
        warnings.warn("silent")
    assert warnings.formatwarning("m", UserWarning, "f.py", 3, "line") == "f.py:3: UserWarning: m\n  line\n"


def test_warnings_to_logging():
    import logging
    import warnings
    seen = []
    handler = logging.Handler()
    handler.emit = lambda record: seen.append(record.getMessage())
    logging.getLogger("py.warnings").addHandler(handler)
    logging.captureWarnings(True)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("logged")
    logging.captureWarnings(False)
    assert "UserWarning: logged" in seen[0]


def fail(n):
    if n == 0:
        raise LookupError("deep")
    fail(n - 1)


def test_traceback_format():
    import traceback
    try:
        fail(2)
    except LookupError as error:
        entries = traceback.extract_tb(error.__traceback__)
        assert [e.name for e in entries] == ["test_traceback_format", "fail", "fail", "fail"]
        text = traceback.format_exc()
        assert text.startswith("Traceback (most recent call last):") and text.endswith("LookupError: deep\n")
        assert traceback.format_exc(limit=1).count("File") == 1 and traceback.format_tb(error.__traceback__)


def test_traceback_exception():
    import traceback
    try:
        try:
            fail(0)
        except LookupError as error:
            raise RuntimeError("outer") from error
    except RuntimeError as error:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        assert shown.__cause__.exc_type is LookupError and shown.stack[0].locals["traceback"]
        assert "direct cause" in "".join(shown.format()) and list(shown.format_exception_only()) == ["RuntimeError: outer\n"]


def test_traceback_groups():
    import traceback
    group = ExceptionGroup("many", [ValueError(1), ExceptionGroup("inner", [TypeError(2)])])
    text = "".join(traceback.format_exception(group))
    assert "many (2 sub-exceptions)" in text and "TypeError: 2" in text and group.subgroup(TypeError).exceptions[0].message == "inner"


def test_traceback_printing():
    import io
    import sys
    import traceback
    from contextlib import redirect_stderr
    with redirect_stderr(io.StringIO()) as out:
        try:
            fail(0)
        except LookupError:
            traceback.print_exc()
            traceback.print_exception(*sys.exc_info(), chain=False)
        traceback.print_stack()
    assert out.getvalue().count("LookupError: deep") == 2


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
