# A finalizer that never returns ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
class Endless:
    def __del__(self):
        while True:
            pass


kept = Endless()
