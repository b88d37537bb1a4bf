# A codec's functions do not lead to the library's built-ins.
# goal: tangible
# family: codecs
# held-by: language
# expect: HELD KeyError
# control: python3
import codecs
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    decode = codecs.lookup("utf-8").decode
    assert secret in decode.__globals__["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
