# The run's channel cannot be adopted as a socket by its number.
# goal: tangible
# family: host-channel
# held-by: language
# expect: HELD AttributeError, OSError, AssertionError, TypeError
# control: without-language
import socket
import sys

target, nonce, port = sys.argv[1:4]


def adopted(descriptor):
    try:
        channel = socket.socket(fileno=descriptor)
    except OSError:
        return False
    channel.detach()
    return True


print("MARK", nonce, flush=True)
try:
    assert any(adopted(descriptor) for descriptor in range(3, 1024))
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
