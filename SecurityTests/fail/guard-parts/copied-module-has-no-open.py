# A library module that a script deleted and imported anew holds the script's built-ins, not the library's.
# goal: tangible
# family: guard-parts
# held-by: language
# expect: HELD ImportError
# control: python3
import sys
import tokenize

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    del sys.modules["tokenize"]
    import tokenize

    with tokenize._builtin_open(path) as file:
        assert secret in file.read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
