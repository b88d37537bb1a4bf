# A link that a script makes itself leads to nothing outside of its tree.
# goal: tangible
# family: files
# held-by: language
# expect: HELD FileNotFoundError, PermissionError
# control: python3
# files: mount=rw:/work scratch=1MiB
# each: absolute relative process folder
import os
import sys

target, nonce, port, work, scratch, text = sys.argv[1:7]
secret = "secret-" + nonce[::-1]
texts = {
    "absolute": target + "/secret.txt",
    "relative": os.path.relpath(target, scratch) + "/secret.txt",
    "process": "/proc/self/root" + target + "/secret.txt",
    "folder": "/proc/self/cwd/target/secret.txt",
}

print("MARK", nonce, flush=True)
try:
    os.symlink(texts[text], scratch + "/made")
    with open(scratch + "/made") as file:
        assert secret in file.read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
