# uu reads no host's file.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import io
import sys
import warnings

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    warnings.simplefilter("ignore")
    import uu

    encoded, decoded = io.BytesIO(), io.BytesIO()
    uu.encode(path, encoded)
    encoded.seek(0)
    uu.decode(encoded, decoded)
    assert secret in decoded.getvalue().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
