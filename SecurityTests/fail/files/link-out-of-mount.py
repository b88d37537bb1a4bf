# A link in a mounted folder leads to no file outside of it.
# goal: tangible
# family: files
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
# files: mount=ro:/data
# each: link-up link-absolute link-relative link-outside/secret.txt link-process
import sys

target, nonce, port, data, link = sys.argv[1:6]
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    with open(data + "/" + link) as file:
        assert secret in file.read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
