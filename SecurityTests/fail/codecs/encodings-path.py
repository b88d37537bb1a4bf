# encodings.__path__ cannot be extended so that a codec lookup runs unlisted source.
# goal: tangible
# family: codecs
# held-by: language
# expect: HELD KeyError
# control: python3
import codecs
import encodings
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    encodings.__path__.append("/usr/lib/python3.11")
    try:
        codecs.lookup("pydoc")
    except LookupError:
        pass  # no codec, but the module has run
    sys.modules["encodings.pydoc"].pipepager("", target + "/touch.sh")
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
