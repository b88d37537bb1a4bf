# `exec`, reached through a library module, does not insert the library's built-ins.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD NameError
# control: python3
import dataclasses
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    namespace = {"path": path}
    dataclasses.builtins.exec("text = open(path).read()", namespace)
    assert secret in namespace["text"]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
