# `mappingproxy | object` does not hand out a built-in type's dict.
# goal: authority
# family: types
# held-by: language
# expect: HELD AttributeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]


class Thief:
    def __ror__(self, namespace):
        namespace["owned"] = nonce
        return {}


print("MARK", nonce, flush=True)
try:
    int.__dict__ | Thief()
    assert (5).owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
