# Eight threads work at a time, for as long as one likes, and with every tool of the standard library.
# limits: threads=8
import asyncio
import concurrent.futures
import contextvars
import queue
import threading

COUNT = 8

# All at the same time: nobody passes the barrier alone.
barrier = threading.Barrier(COUNT + 1)
threads = [threading.Thread(target=barrier.wait) for _ in range(COUNT)]
for thread in threads:
    thread.start()
barrier.wait(30)
for thread in threads:
    thread.join()

# One after the other: those that ended do not count.
total = 0
lock = threading.Lock()


def add(value):
    global total
    with lock:
        total += value


for round in range(100):
    threads = [threading.Thread(target=add, args=(round,)) for _ in range(COUNT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print(total)

with concurrent.futures.ThreadPoolExecutor(COUNT) as pool:
    print(sum(pool.map(lambda value: value * value, range(1000))))

requests, answers = queue.Queue(), queue.PriorityQueue()


def serve():
    while (number := requests.get()) is not None:
        answers.put(-number)
        requests.task_done()


servers = [threading.Thread(target=serve, name="server %d" % number) for number in range(COUNT)]
for server in servers:
    server.start()
for number in range(500):
    requests.put(number)
requests.join()
for _ in servers:
    requests.put(None)
for server in servers:
    server.join()
print(answers.qsize(), answers.get())

variable = contextvars.ContextVar("variable", default=0)


async def main():
    variable.set(5)
    values = await asyncio.gather(*(asyncio.to_thread(lambda number=number: number + variable.get()) for number in range(100)))
    return sum(values)


# The event loop's own pool is as large as there are processors, and four.
print(asyncio.run(main()))


# Deep recursion has the stack that it needs in each.
def descend(depth):
    return 0 if depth == 0 else 1 + descend(depth - 1)


local = threading.local()
depths = []


def dive():
    local.depth = descend(800)
    depths.append(local.depth)


threads = [threading.Thread(target=dive) for _ in range(COUNT)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(depths)
timer = threading.Timer(0.01, print, ["timer"])
timer.start()
timer.join()
print("OK")
