# A generator that a library runs does not lead to the library's frame.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import statistics
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

frames = []


def numbers():
    frames.append(generator.gi_frame.f_back)
    yield 1


print("MARK", nonce, flush=True)
try:
    generator = numbers()
    statistics.mean(generator)
    assert secret in frames[0].f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
