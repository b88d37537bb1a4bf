# copy.copy, a library frame, does not call `globals` for the script.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import copy
import sys

target, nonce, port = sys.argv[1:4]


class Bait:
    def __reduce_ex__(self, protocol):
        return globals, ()


print("MARK", nonce, flush=True)
try:
    copy.copy(Bait())["owned"] = nonce
    assert copy.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
