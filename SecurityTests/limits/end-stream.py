# A stream whose flush never returns ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
import sys


class Stream:
    def write(self, text):
        return len(text)

    def flush(self):
        while True:
            pass


sys.stdout = Stream()
