# The module `__main__` holds nothing of the start of the run that reads files of the machine.
# goal: tangible
# family: guard-parts
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    leftovers = vars(sys.modules["__main__"])
    assert secret in leftovers["__loader__"].get_data(path).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
