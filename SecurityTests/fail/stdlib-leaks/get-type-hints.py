# typing.get_type_hints evaluates no text of the script's in a library's namespace.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD TypeError
# control: python3
import json
import sys
import typing

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]


class Bait:
    __wrapped__ = json.loads
    __annotations__ = {"x": "got.append(open(path).read()) or int"}


print("MARK", nonce, flush=True)
try:
    got = []
    typing.get_type_hints(Bait(), localns={"got": got, "path": path})
    assert secret in got[0]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
