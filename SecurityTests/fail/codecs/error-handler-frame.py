# A codec error handler, called during a library's decoding, does not see the library's globals.
# goal: tangible
# family: codecs
# held-by: language
# expect: HELD KeyError
# control: python3
import codecs
import sys
import urllib.parse

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

frames = []


def handler(error):
    frames.append(sys._getframe(1))
    return "", error.end


print("MARK", nonce, flush=True)
try:
    codecs.register_error("loot", handler)
    urllib.parse.unquote("%ff", errors="loot")
    assert secret in frames[0].f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
