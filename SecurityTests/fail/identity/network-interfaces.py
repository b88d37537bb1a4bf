# The network interfaces of the host have no names here.
# goal: tangible
# family: identity
# held-by: language
# expect: HELD AssertionError
# control: python3
import socket
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    assert socket.if_nameindex()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
