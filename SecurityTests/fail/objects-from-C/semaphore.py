# A system-wide semaphore cannot be created.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    from _multiprocessing import SemLock

    semaphore = SemLock(1, 1, 1, "/securepython-" + nonce, True)
    assert semaphore.acquire() and not semaphore.acquire(False)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
