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

    # A name service may know root and nobody by heart; the first of the others it must look up.
    assert pwd.getpwuid(1).pw_name
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
