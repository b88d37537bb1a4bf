# Events, conditions, barriers and timers let threads wait for one another.
import threading

log, ready = [], threading.Event()
condition = threading.Condition()


def consumer():
    ready.wait()
    with condition:
        condition.wait_for(lambda: "produced" in log)
        log.append("consumed")


thread = threading.Thread(target=consumer, daemon=True)
thread.start()
print(ready.wait(timeout=0.001), ready.is_set())
ready.set()
with condition:
    log.append("produced")
    condition.notify_all()
thread.join(5)
print(log)

barrier = threading.Barrier(3, action=lambda: log.append("all here"))
threads = [threading.Thread(target=barrier.wait) for _ in range(2)]
for thread in threads:
    thread.start()
barrier.wait(5)
for thread in threads:
    thread.join()
print(log[-1])

done = threading.Event()
timer = threading.Timer(0.01, done.set)
timer.start()
print(done.wait(5))
never = threading.Timer(600, print)
never.start()
never.cancel()
print("OK")
