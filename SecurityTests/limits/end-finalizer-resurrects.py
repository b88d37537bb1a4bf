# An object that its finalizer keeps does not keep the run.
# verdict: exit
# limits: cpu=5s wall=60s
# control: none
class Phoenix:
    def __del__(self):
        kept.append(self)


kept = []
kept.append(Phoenix())
