# os.memfd_create, which raises no audit event, makes no real descriptor.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    descriptor = os.memfd_create(nonce)
    assert nonce in os.readlink(f"/proc/self/fd/{descriptor}")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
