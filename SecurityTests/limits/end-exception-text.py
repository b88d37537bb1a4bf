# An exception whose text never ends ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
class Endless(Exception):
    def __str__(self):
        while True:
            pass


raise Endless
