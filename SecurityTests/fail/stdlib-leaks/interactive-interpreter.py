# code.InteractiveInterpreter runs no text of the script's with a library's built-ins.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD AssertionError
# control: python3
import code
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    got = []
    interpreter = code.InteractiveInterpreter({"got": got, "path": path})
    interpreter.write = lambda text: None
    interpreter.runsource("got.append(open(path).read())")
    assert got and secret in got[0]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
