# The module trace runs no text of the script's with a library's built-ins.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD NameError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    import trace

    got = []
    trace.Trace(count=0, trace=0).runctx("got.append(open(path).read())", {"got": got, "path": path})
    assert secret in got[0]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
