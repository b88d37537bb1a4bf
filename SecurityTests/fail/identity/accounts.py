# pwd looks up none of the host's accounts.
# goal: tangible
# family: identity
# held-by: language
# expect: HELD KeyError
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
