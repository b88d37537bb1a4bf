# A host that lets a folder and a link out of it trade places has nothing changed outside.
# goal: tangible
# family: files
# held-by: language
# expect: HELD AssertionError
# control: python3
# files: mount=rw:/work mount=overlay:/layer busy
# each: make folder write cut mode moved_in moved_out removed
import os
import sys
import time

target, nonce, port, work, layer, way = sys.argv[1:7]
outside = work + "/../outside"


def make(place, turn):
    open(f"{place}/busy/swap/new-{turn}", "x").close()


def folder(place, turn):
    os.mkdir(f"{place}/busy/swap/new-{turn}")


def write(place, turn):
    with open(place + "/busy/file", "a") as file:
        file.write("changed\n")


def cut(place, turn):
    os.truncate(place + "/busy/swap/secret.txt", 3)


def mode(place, turn):
    os.chmod(place + "/busy/swap/secret.txt", 0o600)


def moved_in(place, turn):
    open(place + "/mine", "w").close()
    os.rename(place + "/mine", f"{place}/busy/swap/mine-{turn}")


def moved_out(place, turn):
    os.rename(place + "/busy/swap/hard.txt", f"{place}/taken-{turn}")


def removed(place, turn):
    os.unlink(place + "/busy/swap/hard.txt")


def snapshot():
    try:
        return [(name, os.stat(f"{outside}/{name}")[:7]) for name in sorted(os.listdir(outside))] + [
            open(outside + "/secret.txt").read()]
    except OSError:
        return None


act = locals()[way]
before = snapshot()
print("MARK", nonce, flush=True)
try:
    turn = 0
    end = time.monotonic() + 0.7
    while time.monotonic() < end and before == snapshot():
        turn += 1
        for place in (work, layer):
            try:
                act(place, turn)
            except OSError:
                pass
    assert before != snapshot()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
