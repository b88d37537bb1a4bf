# grp looks up none of the host's groups.
# goal: tangible
# family: identity
# held-by: language
# expect: HELD KeyError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import grp

    assert grp.getgrgid(1).gr_name
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
