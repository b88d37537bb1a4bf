# Loggers format, filter, inherit levels and write to the streams of the script.
import io
import logging
import sys

logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(levelname)s:%(name)s:%(funcName)s:%(message)s")
log = logging.getLogger("app.part")


def work():
    log.info("started %s with %d items", "work", 3)
    log.debug("not shown")
    try:
        1 / 0
    except ZeroDivisionError:
        log.warning("failed", exc_info=False)


work()
text = io.StringIO()
handler = logging.StreamHandler(text)
handler.setFormatter(logging.Formatter("{levelname:>8} {module} {lineno} {message}", style="{"))
handler.addFilter(lambda record: "secret" not in record.getMessage())
quiet = logging.getLogger("quiet")
quiet.propagate = False
quiet.setLevel(logging.DEBUG)
quiet.addHandler(handler)
quiet.error("seen")
quiet.error("a secret")
try:
    {}["key"]
except KeyError:
    quiet.exception("with a traceback")
lines = text.getvalue().splitlines()
print(lines[0].split()[0], lines[0].split()[-1], lines[-1], len(lines) > 4)
print(log.getEffectiveLevel(), logging.getLevelName(40), log.parent is logging.getLogger(), quiet.handlers == [handler])
logging.getLogger("to stderr").addHandler(logging.StreamHandler())
child = logging.LoggerAdapter(log, {"user": "ada"})
child.critical("adapted")
print("OK")
