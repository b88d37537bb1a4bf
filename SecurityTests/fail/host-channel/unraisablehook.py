# sys.unraisablehook does not deliver the errors of other code's finalisers.
# goal: authority
# family: host-channel
# held-by: language
# expect: HELD AttributeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

reports = []


class Bomb:
    def __del__(self):
        raise ValueError


print("MARK", nonce, flush=True)
try:
    sys.unraisablehook = lambda report: reports.append(report.object)
    Bomb()
    assert reports
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
