# The built-in `help` does not load pydoc, which starts processes.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD NameError
# control: python3
import contextlib
import io
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    with contextlib.redirect_stdout(io.StringIO()):
        help("len")
    sys.modules["pydoc"].pipepager("", target + "/touch.sh")
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
