# Code compiled by the script and run by `eval` holds no more than the script.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD NameError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    code = compile("with open(path) as file:\n    text = file.read()", "<text>", "exec")
    namespace = {"path": path}
    eval(code, namespace)
    assert secret in namespace["text"]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
