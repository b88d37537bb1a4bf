# Shared memory cannot be created.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    from _posixshmem import shm_open, shm_unlink

    name = "/securepython-" + nonce
    descriptor = shm_open(name, 0o102, 0o600)  # O_CREAT | O_RDWR
    shm_unlink(name)
    assert descriptor >= 0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
