# A socket listens on no port of the host.
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
    server = socket.create_server(("127.0.0.1", 0))
    client = socket.create_connection(server.getsockname(), timeout=5)
    assert server.accept()[1] == client.getsockname()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
