# Programs log to files, which rotate, also by a configuration.
# files: scratch=8MiB
import logging
import logging.config
import logging.handlers
import os
import pathlib
import sys

scratch = pathlib.Path(sys.argv[1])

logging.basicConfig(filename=scratch / "basic.log", level=logging.INFO, format="%(levelname)s %(message)s")
logging.info("hello %s", "world")
try:
    1 / 0
except ZeroDivisionError:
    logging.exception("failed")
logging.shutdown()
text = (scratch / "basic.log").read_text()
assert text.startswith("INFO hello world\nERROR failed\nTraceback") and "1 / 0" in text, text

rotating = logging.handlers.RotatingFileHandler(scratch / "rotating.log", maxBytes=200, backupCount=3, encoding="utf-8")
logger = logging.getLogger("rotating")
logger.propagate = False
logger.addHandler(rotating)
for number in range(50):
    logger.warning("line %d of a log that grows", number)
rotating.close()
assert sorted(path.name for path in scratch.glob("rotating*")) == [
    "rotating.log", "rotating.log.1", "rotating.log.2", "rotating.log.3"]
assert all(path.stat().st_size <= 200 for path in scratch.glob("rotating*"))

timed = logging.handlers.TimedRotatingFileHandler(scratch / "timed.log", when="S", interval=1, backupCount=1)
timed.emit(logging.makeLogRecord({"msg": "before"}))
timed.doRollover()
timed.emit(logging.makeLogRecord({"msg": "after"}))
timed.close()
assert len(list(scratch.glob("timed.log*"))) == 2 and (scratch / "timed.log").read_text() == "after\n"

logging.config.dictConfig({
    "version": 1,
    "handlers": {"file": {"class": "logging.FileHandler", "filename": str(scratch / "configured.log"), "delay": True}},
    "loggers": {"configured": {"handlers": ["file"], "level": "DEBUG", "propagate": False}},
})
logging.getLogger("configured").debug("by configuration")
watched = logging.handlers.WatchedFileHandler(scratch / "watched.log")
watched.emit(logging.makeLogRecord({"msg": "one"}))
os.rename(scratch / "watched.log", scratch / "moved.log")
watched.emit(logging.makeLogRecord({"msg": "two"}))
watched.close()
assert (scratch / "moved.log").read_text() == "one\n" and (scratch / "watched.log").read_text() == "two\n"
assert (scratch / "configured.log").read_text() == "by configuration\n"
