# A descriptor passed over a socket pair makes no file of its own.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, OSError, TypeError
# control: python3
import os
import socket
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    left, right = socket.socketpair()
    socket.send_fds(left, [b"x"], [left.fileno()])
    _, (descriptor,), _, _ = socket.recv_fds(right, 9, 1)
    assert descriptor != left.fileno()
    assert os.readlink(f"/proc/self/fd/{descriptor}").startswith("socket:")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
