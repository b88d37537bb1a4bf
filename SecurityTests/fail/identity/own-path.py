# A script does not learn where on the host it stands.
# goal: tangible
# family: identity
# held-by: language
# expect: HELD AssertionError
# control: python3
import os
import sys
import traceback

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    told = [__file__, sys.argv[0], sys._getframe().f_code.co_filename, os.getcwd(), os.path.abspath("x")]
    told.append(traceback.format_stack()[0])
    assert not all("/app" in text for text in told)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
