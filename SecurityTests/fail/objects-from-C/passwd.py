# pwd, which reads the host's accounts, cannot be imported.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import pwd

    assert pwd.getpwuid(0).pw_uid == 0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
