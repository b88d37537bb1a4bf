# The processor clock of another process cannot be read: it would tell who runs, and how busily.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD OSError
# control: python3
import sys
import time

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    first_process, scheduler_clock = 1, 2
    assert time.clock_gettime((~first_process << 3) | scheduler_clock) >= 0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
