# What a script leaves as results touches nothing that the host has, whatever it is called and whatever becomes of it meanwhile.
# files: collect=/out scratch=16MiB busy
import os
import sys

out, scratch = sys.argv[1:]


def attempt(act, *arguments):
    try:
        act(*arguments)
    except OSError:
        # On a plain interpreter these are the host's own names, which trade places.
        pass


def write(path, text="mine\n"):
    with open(path, "w") as file:
        file.write(text)


# Names that are taken, by a file and by a folder.
for name in ("taken.txt", "taken/new", "taken/hook.sh"):
    attempt(write, f"{out}/{name}")
attempt(os.makedirs, out + "/taken")
attempt(write, out + "/taken/new")
# Links, pipes, bits and names that mean something to others.
attempt(os.symlink, "../outside", out + "/link")
attempt(os.symlink, "/etc/passwd", out + "/secret.txt")
attempt(os.symlink, "swap", out + "/swapped")
attempt(os.mkfifo, out + "/pipe")
for name in ("..new", "...", "-rf", "~", "$(id)", "new\nline", "\x1b[2J", "\udcff\udcfe", " ", "n" * 255, "CON", ".bashrc"):
    attempt(write, f"{out}/{name}")
write(out + "/set-id")
os.chmod(out + "/set-id", 0o6777)
os.mkdir(out + "/closed")
write(out + "/closed/file")
os.chmod(out + "/closed/file", 0)
os.chmod(out + "/closed", 0)
os.link(out + "/set-id", out + "/second-name")
# Folders that the host makes links of while they are being filled.
attempt(os.mkdir, out + "/swap")
for number in range(300):
    attempt(write, f"{out}/swap/file-{number}", "mine\n" * 5_000)
    attempt(os.mkdir, f"{out}/swap/folder-{number}")
    attempt(write, f"{out}/swap/folder-{number}/file")
deep = out
for number in range(60):
    deep += "/d"
    attempt(os.mkdir, deep)
print("OK")
