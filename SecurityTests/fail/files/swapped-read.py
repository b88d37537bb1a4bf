# A host that lets a folder and a link out of it trade places shows a script nothing outside.
# goal: tangible
# family: files
# held-by: language
# expect: HELD AssertionError
# control: python3
# files: mount=ro:/data mount=overlay:/layer busy
# each: folder file from_descriptor checked listed
import os
import sys
import time

target, nonce, port, data, layer, way = sys.argv[1:7]
secret = "secret-" + nonce[::-1]


def folder(place):
    with open(place + "/busy/swap/secret.txt") as file:
        return file.read()


def file(place):
    with open(place + "/busy/file") as file:
        return file.read()


def from_descriptor(place):
    folder = os.open(place + "/busy/swap", os.O_RDONLY)
    try:
        descriptor = os.open("secret.txt", os.O_RDONLY, dir_fd=folder)
        try:
            return os.read(descriptor, 100).decode()
        finally:
            os.close(descriptor)
    finally:
        os.close(folder)


def checked(place):
    # The check and the use of a program that means well.
    if os.path.islink(place + "/busy/file"):
        return ""
    with open(place + "/busy/file") as file:
        return file.read()


def listed(place):
    names = os.listdir(place + "/busy/swap")
    return secret if "hard.txt" in names else "harmless"


read = locals()[way]
print("MARK", nonce, flush=True)
try:
    seen = {}
    end = time.monotonic() + 0.7
    while time.monotonic() < end and secret not in seen:
        for place in (data, layer):
            try:
                text = read(place)
            except OSError as error:
                text = type(error).__name__
            seen[text] = seen.get(text, 0) + 1
    # A place that is never seen as the folder that it is half of the time was not raced for.
    if secret not in seen and not any(text.startswith("harmless") for text in seen):
        raise RuntimeError(seen)
    assert secret in seen
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
