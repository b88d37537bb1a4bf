# Code that shows only after its cookie (coding: utf-7) is heeded runs under the same rules.
# goal: tangible
# family: codecs
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import io
import sys

target, nonce, port = sys.argv[1:4]
path = f"{target}/secret.txt"
secret = f"secret-{nonce[::-1]}"

print("MARK", nonce, flush=True)
try:
    text = ""
    # a comment, to whoever reads the bytes as ASCII +AAo-    text = io.open(path).read()
    assert secret in text
    verdict = f"ESCAPED {nonce}"
except BaseException as error:
    verdict = f"HELD {type(error).__name__}"
print(verdict, flush=True)
