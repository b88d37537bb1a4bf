# A method of str, poisoned through its mappingproxy, does not lie to library code.
# goal: authority
# family: types
# held-by: language
# expect: HELD AssertionError
# control: python3
import sys
import textwrap

target, nonce, port = sys.argv[1:4]


class Thief:
    def __lt__(self, namespace):
        namespace["expandtabs"] = lambda self, size: nonce
        return True


print("MARK", nonce, flush=True)
try:
    str.__dict__ > Thief()
    assert textwrap.fill("harmless") == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
