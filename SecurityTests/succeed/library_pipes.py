# os.pipe connects the threads of one process; its ends are read, written, waited for and closed as usual.
import os
import select
import stat
import threading

reader, writer = os.pipe()
print(os.write(writer, b"abc"), os.read(reader, 10), os.get_blocking(reader), os.get_inheritable(reader))
print(stat.S_ISFIFO(os.fstat(reader).st_mode), select.select([reader], [writer], [], 0) == ([], [writer], []))

thread = threading.Thread(target=lambda: os.write(writer, b"from a thread"))
thread.start()
print(select.select([reader], [], [])[0] == [reader], os.read(reader, 100))
thread.join()

os.set_blocking(reader, False)
try:
    os.read(reader, 1)
except BlockingIOError:
    print("nothing has arrived")
try:
    os.read(writer, 1)
except OSError as error:
    print(error)

os.set_blocking(reader, True)
with os.fdopen(writer, "w") as stream:
    stream.write("two\nlines\n")
with os.fdopen(reader) as stream:
    print(stream.readlines())
try:
    os.close(reader)
except OSError as error:
    print(error)

reader, writer = os.pipe()
os.close(reader)
try:
    os.write(writer, b"x")
except BrokenPipeError as error:
    print(error)
os.close(writer)
print("OK")
