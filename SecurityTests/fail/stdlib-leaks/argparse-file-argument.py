# argparse reads no arguments from a host's file.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD SystemExit
# control: python3
import argparse
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@", exit_on_error=False)
    parser.add_argument("text")
    assert secret in parser.parse_args(["@" + path]).text
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
