# marshal, which makes code objects of bytes, cannot be imported.
# goal: authority
# family: types
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import marshal

    data = marshal.dumps(compile("'harmless'", "<text>", "eval"))
    forged = data.replace(b"harmless", nonce.encode()[:8])
    assert eval(marshal.loads(forged)) == nonce[:8]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
