# copyreg does not construct a code object in the constructor's stead.
# goal: authority
# family: types
# held-by: language
# expect: HELD TypeError
# control: python3
import copyreg
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    code = (lambda: 0).__code__
    forged = copyreg.__newobj__(
        type(code), 0, 0, 0, 0, 1, code.co_flags, code.co_code, (None, nonce), (), (), "x", "x", "x", 1,
        code.co_linetable, code.co_exceptiontable,
    )
    assert eval(forged) == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
