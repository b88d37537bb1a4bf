# ssl does not tell which files the host has.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"

print("MARK", nonce, flush=True)
try:
    import _ssl

    context = _ssl._SSLContext(_ssl.PROTOCOL_TLS_CLIENT)
    answers = []
    for file in (path, path + ".absent"):
        try:
            context.load_verify_locations(file)
        except OSError as error:
            answers.append(type(error).__name__)
    assert answers == ["SSLError", "FileNotFoundError"]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
