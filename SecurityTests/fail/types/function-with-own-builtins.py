# The type of a lambda, called, builds no function with built-ins of the script's choosing.
# goal: tangible
# family: types
# held-by: language
# expect: HELD TypeError
# control: python3
import codecs
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    code = compile("open(path).read()", "<text>", "eval")
    function = type(lambda: 0)(code, {"__builtins__": codecs.builtins, "path": path})
    assert secret in function()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
