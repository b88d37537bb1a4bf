# The parser's SyntaxError does not quote the file that the source claims to be.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD AssertionError
# control: python3
import ast
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    try:
        ast.parse("x x", path)
    except SyntaxError as error:
        text = error.text or ""
    assert secret in text
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
