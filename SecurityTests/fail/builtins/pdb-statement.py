# A debugger over a namespace of the script's gives it no fuller built-ins.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD PermissionError
# control: python3
import io
import pdb
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    got = []
    debugger = pdb.Pdb(stdin=io.StringIO("!got.append(open(path).read())\nc\n"), stdout=io.StringIO())
    debugger.runeval("1", {"got": got, "path": path})
    assert got and secret in got[0]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
