# A finalizer of a cycle, run by the collector, ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
class Endless:
    def __init__(self):
        self.cycle = self

    def __del__(self):
        while True:
            pass


Endless()
