# resource does not tell the kernel's counts of faults and switches, which show how busy the machine is.
# goal: tangible
# family: identity
# held-by: language
# expect: HELD AssertionError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import resource

    assert any(resource.getrusage(resource.RUSAGE_SELF)[2:])
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
