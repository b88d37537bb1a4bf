# logging.config evaluates no text of the script's with a library's built-ins.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD PermissionError
# control: python3
import configparser
import logging.config
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    text = """
    [loggers]
    keys=root
    [handlers]
    keys=x
    [formatters]
    keys=
    [logger_root]
    handlers=x
    [handler_x]
    class=StreamHandler
    args=(os.system({!r}),)
    """
    config = configparser.RawConfigParser()
    config.read_string(text.format(target + "/touch.sh"))
    try:
        logging.config.fileConfig(config)
    finally:
        logging.getLogger().handlers.clear()
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
