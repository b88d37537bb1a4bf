# A class made in `__main__` leads through its module to no loader that reads files of the machine.
# goal: tangible
# family: guard-parts
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import inspect
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]


class Own:
    pass


print("MARK", nonce, flush=True)
try:
    loader = inspect.getmodule(Own).__loader__
    assert secret in loader.get_data(path).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
