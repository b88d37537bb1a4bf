# locale.setlocale changes nothing for the whole process.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD Error
# control: python3
import locale
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    locale.setlocale(locale.LC_CTYPE, "C")
    before = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    assert (before, locale.setlocale(locale.LC_CTYPE)) == ("C", "C.UTF-8")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
