# select.epoll makes no real descriptor.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import os
import select
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    poll = select.epoll()
    assert "eventpoll" in os.readlink(f"/proc/self/fd/{poll.fileno()}")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
