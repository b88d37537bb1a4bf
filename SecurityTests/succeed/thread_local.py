# Thread-local data and names belong to each thread.
import threading

data = threading.local()
data.value = "main"
seen = {}


def work(n):
    before = hasattr(data, "value")
    data.value = n
    seen[threading.current_thread().name] = (before, data.value, threading.get_ident() != main)


main = threading.get_ident()
threads = [threading.Thread(target=work, args=(n,), name=f"worker {n}") for n in range(3)]
for thread in threads:
    thread.start()
    thread.join()
print(sorted(seen.items()), data.value)
print(threading.current_thread() is threading.main_thread(), threading.active_count(), threads[0].daemon)


class Counting(threading.Thread):
    def __init__(self, limit):
        super().__init__()
        self.limit, self.result = limit, None

    def run(self):
        self.result = sum(range(self.limit))


counting = Counting(100)
counting.start()
counting.join()
print(counting.result, counting.is_alive())
print("OK")
