# runpy.run_path does not read a host's file.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    import runpy

    try:
        runpy.run_path(path)
        text = ""
    except (SyntaxError, NameError) as error:  # the file's text is no program, and the error shows it
        import traceback

        text = traceback.format_exc()
    assert secret in text
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
