# A codec search function, called during a library's lookup, does not see the library's globals.
# goal: tangible
# family: codecs
# held-by: language
# expect: HELD KeyError
# control: python3
import codecs
import io
import sys
import tokenize

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

frames = []

print("MARK", nonce, flush=True)
try:
    codecs.register(lambda name: frames.append(sys._getframe(1)) if name == "loot" else None)
    try:
        tokenize.detect_encoding(io.BytesIO(b"# coding: loot\n").readline)
    except SyntaxError:
        pass
    assert secret in frames[0].f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
