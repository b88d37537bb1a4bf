# http.client reaches no host.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD PermissionError
# control: python3
import http.client
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=5)
    connection.connect()
    assert connection.sock.getpeername()[1] == int(port)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
