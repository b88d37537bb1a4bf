# syslog cannot be imported.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import syslog

    mask = syslog.LOG_UPTO(syslog.LOG_ERR)
    syslog.setlogmask(mask)
    assert syslog.setlogmask(mask) == mask  # libc remembers: nothing was sent
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
