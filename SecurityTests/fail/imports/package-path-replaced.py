# An unlisted source module does not run under the name of a whitelisted package.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD AttributeError
# control: python3
import os
import sys
import xml

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    xml.__path__ = ["/usr/lib/python3.11"]
    import xml.pydoc

    xml.pydoc.pipepager("", target + "/touch.sh")
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
