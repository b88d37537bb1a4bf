# A descriptor passed over a socket pair makes no file of its own.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import array
import os
import socket
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    left, right = socket.socketpair()
    left.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [left.fileno()]))])
    _, [(_, _, passed)], _, _ = right.recvmsg(9, socket.CMSG_SPACE(4))
    (descriptor,) = array.array("i", passed)
    assert descriptor != left.fileno()
    assert os.readlink(f"/proc/self/fd/{descriptor}").startswith("socket:")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
