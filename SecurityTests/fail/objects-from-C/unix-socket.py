# A unix socket of an abstract name cannot be bound.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD PermissionError
# control: python3
import socket
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind("\0securepython-" + nonce)
    server.listen()
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    client.connect("\0securepython-" + nonce)
    assert client.getpeername() == b"\0securepython-" + nonce.encode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
