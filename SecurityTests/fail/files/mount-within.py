# A folder that is mounted within another keeps its own access, and its place.
# goal: tangible
# family: files
# held-by: language
# expect: HELD OSError, PermissionError
# control: python3
# files: mount=rw:/outer mount=ro:/outer/folder
# each: make make_deep by_descriptor remove move_place move_in move_out link_in trade change_mode
import os
import sys

target, nonce, port, outer, inner, way = sys.argv[1:7]
place = outer + "/folder"


def make():
    open(place + "/new", "x").close()


def make_deep():
    open(outer + "/link-folder/../folder/new", "x").close()


def by_descriptor():
    os.open("new", os.O_CREAT | os.O_WRONLY, dir_fd=os.open(place, os.O_RDONLY))


def remove():
    os.unlink(place + "/inner.txt")


def move_place():
    os.rename(place, outer + "/moved")


def move_in():
    os.rename(outer + "/readme.txt", place + "/readme.txt")


def move_out():
    os.rename(place + "/inner.txt", outer + "/inner.txt")


def link_in():
    os.link(outer + "/readme.txt", place + "/second")


def trade():
    os.mkdir(outer + "/other")
    os.rename(place, outer + "/aside")
    os.rename(outer + "/other", place)


def change_mode():
    os.chmod(place, 0o700)


print("MARK", nonce, flush=True)
try:
    locals()[way]()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
