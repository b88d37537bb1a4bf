# A FileFinder with a suffix of the script's own choosing does not find a host's file.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD TypeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    from importlib import machinery

    finder = machinery.FileFinder(target, (machinery.SourceFileLoader, [".txt"]))
    spec = finder.find_spec("secret")
    assert secret in spec.loader.get_data(spec.origin).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
