# doctest runs no example of the script's with a library's built-ins.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD AssertionError
# control: python3
import doctest
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

stdout = sys.stdout
print("MARK", nonce, flush=True)
try:
    got = []
    example = doctest.Example("got.append(open(path).read())\n", "")
    test = doctest.DocTest([example], {"got": got, "path": path}, "x", None, None, None)
    doctest.DocTestRunner().run(test, out=lambda text: None, clear_globs=False)
    assert got and secret in got[0]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, file=stdout, flush=True)  # the runner may have left sys.stdout its own
