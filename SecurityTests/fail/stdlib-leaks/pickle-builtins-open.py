# Unpickling finds no `open` that reads the host.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import pickle
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    file = pickle.loads(f"cbuiltins\nopen\n(V{path}\ntR.".encode())
    assert secret in file.read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
