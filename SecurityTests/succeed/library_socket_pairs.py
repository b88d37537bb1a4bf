# Socket pairs connect the threads of one process, also by way of select, selectors and asyncio.
import asyncio
import os
import select
import selectors
import socket
import threading

left, right = socket.socketpair()
left.sendall(b"hello")
print(right.recv(3), right.recv(10), left.family.name, left.type.name)
right.setblocking(False)
try:
    right.recv(1)
except BlockingIOError:
    print("nothing has arrived")
right.settimeout(0.01)
try:
    right.recv(1)
except TimeoutError as error:
    print(error)
right.settimeout(None)

data = bytes(range(256)) * 4000
received = bytearray()


def receive():
    while len(received) < len(data):
        received.extend(right.recv(10000))


thread = threading.Thread(target=receive)
thread.start()
left.sendall(data)
thread.join()
print(received == data, select.select([right], [left], [], 0) == ([], [left], []))

with selectors.DefaultSelector() as selector:
    selector.register(right, selectors.EVENT_READ)
    print(selector.select(0.01))
    left.send(b"!")
    print(selector.select()[0][0].fileobj is right, os.read(right.fileno(), 5))

stream = left.makefile("rwb")
stream.write(b"one\ntwo\n")
stream.flush()
print(right.makefile("rb").readline())
left.shutdown(socket.SHUT_WR)
print(right.recv(100), right.recv(1))


async def talk():
    ours, theirs = socket.socketpair()
    reader, _ = await asyncio.open_connection(sock=ours)
    _, writer = await asyncio.open_connection(sock=theirs)
    writer.write(b"x" * 300000)
    count = len(await reader.readexactly(300000))
    writer.close()
    return count, await reader.read()


print(asyncio.run(talk()))
print("OK")
