# Limits that a script sets do not become those of its process.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AssertionError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    try:
        os.pipe()
        refused = False
    except OSError:
        refused = True
    assert refused
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
