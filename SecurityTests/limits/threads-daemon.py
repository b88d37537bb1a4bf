# A daemon thread that never ends does not keep the run.
# verdict: exit
# limits: cpu=5s wall=60s
# control: none
import threading


def spin():
    while True:
        pass


threading.Thread(target=spin, daemon=True).start()
