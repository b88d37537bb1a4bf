# Threads that wait for one another end at the wall time limit.
# verdict: wallTime
# limits: wall=700ms
# control: none
import threading

locks = [threading.Lock(), threading.Lock()]
barrier = threading.Barrier(2)


def take(first, second):
    with locks[first]:
        barrier.wait()
        with locks[second]:
            pass


threads = [threading.Thread(target=take, args=order) for order in [(0, 1), (1, 0)]]
for thread in threads:
    thread.start()
