# sys.addaudithook does not let the script listen to the interpreter's events.
# goal: authority
# family: host-channel
# held-by: language
# expect: HELD AttributeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

events = []

print("MARK", nonce, flush=True)
try:
    sys.addaudithook(lambda event, arguments: events.append(event) if not events else None)
    compile("1", "<text>", "eval")
    assert events == ["compile"]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
