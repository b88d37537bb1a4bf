# A datagram socket sends nothing.
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
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("127.0.0.1", 0))
    receiver.sendto(nonce.encode(), receiver.getsockname())
    assert receiver.recv(99) == nonce.encode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
