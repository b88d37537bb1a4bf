# inspect.get_annotations evaluates no text of the script's in a library's namespace.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD TypeError
# control: python3
import inspect
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    def bait():
        pass


    bait.__wrapped__ = json.loads
    bait.__annotations__ = {"x": "open(path).read()"}
    hints = inspect.get_annotations(bait, locals={"path": path}, eval_str=True)
    assert secret in hints["x"]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
