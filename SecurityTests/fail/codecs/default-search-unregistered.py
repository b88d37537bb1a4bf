# The interpreter's own codec search function cannot be unregistered.
# goal: authority
# family: codecs
# held-by: language
# expect: HELD ValueError
# control: python3
import codecs
import encodings
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    codecs.unregister(encodings.search_function)
    try:
        b"x".decode("cp1140")  # one that nothing has looked up before
        broken = False
    except LookupError:
        broken = True
    assert broken
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
