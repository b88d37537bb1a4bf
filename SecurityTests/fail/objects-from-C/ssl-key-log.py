# ssl creates no key log file.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import ssl

    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).keylog_filename = target + "/out/x"
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
