# time.tzset, which reads files and changes the process's C state, is absent.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import os
import sys
import time

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    os.environ["TZ"] = "XYZ-5"
    time.tzset()
    assert time.tzname[0] == "XYZ" and time.localtime(0).tm_hour == 5
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
