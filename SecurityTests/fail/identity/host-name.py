# No function tells the name of the host.
# goal: tangible
# family: identity
# held-by: language
# expect: HELD AssertionError
# control: python3
import os
import platform
import socket
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    names = {os.uname().nodename, platform.node(), platform.uname().node, socket.gethostname(), socket.getfqdn()}
    assert names != {"sandbox"}
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
