# A script that puts another stream in the place of the one that is being written to ends as any other.
# verdict: exit
# limits: cpu=5s wall=60s
# control: none
import sys
import threading


class Stream:
    def __init__(self):
        self.room = [bytearray(48) for _ in range(100)]

    def write(self, text):
        return sys.__stdout__.write(text)

    def flush(self):
        pass


def replace(name):
    setattr(sys, name, getattr(sys, f"__{name}__"))
    # In the place of the one that is gone.
    global others
    others = [bytearray(48) for _ in range(1000)]


class Shown:
    def __repr__(self):
        replace("stdout")
        return "shown"


class Failing(threading.Thread):
    @property
    def name(self):
        if sys.stderr is not sys.__stderr__:
            replace("stderr")
        return "failing"

    @name.setter
    def name(self, value):
        pass

    def run(self):
        raise ValueError


class Status:
    def __str__(self):
        replace("stderr")
        return "status"


for _ in range(20):
    sys.stdout = Stream()
    sys.displayhook(Shown())
    thread = Failing()
    sys.stderr = Stream()
    thread.start()
    thread.join()
sys.stderr = Stream()
sys.exit(Status())
