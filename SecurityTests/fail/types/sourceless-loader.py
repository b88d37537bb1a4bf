# importlib does not unmarshal bytes of the script's own.
# goal: authority
# family: types
# held-by: language
# expect: HELD TypeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    from importlib import machinery, util

    loader = machinery.SourcelessFileLoader("x", "x")
    loader.get_data = lambda name: util.MAGIC_NUMBER + bytes(12) + b"N"  # a marshalled None
    try:
        loader.get_code("x")
        unmarshalled = False
    except ImportError as error:
        unmarshalled = "Non-code object" in str(error)
    assert unmarshalled
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
