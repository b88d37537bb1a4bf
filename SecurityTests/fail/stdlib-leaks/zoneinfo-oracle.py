# zoneinfo does not tell which files the host has.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD ZoneInfoNotFoundError
# control: python3
import sys
import zoneinfo

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    zoneinfo.reset_tzpath(to=[target])
    try:
        zoneinfo.ZoneInfo("secret.txt")
    except ValueError as error:  # it was read and found to be no time zone
        assert "TZif" in str(error) or "magic" in str(error)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
