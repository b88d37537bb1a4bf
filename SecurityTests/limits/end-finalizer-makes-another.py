# Finalizers that make further objects with finalizers end.
# verdict: exit, cpuTime, output
# limits: cpu=500ms wall=30s output=1MiB
# control: none
class Hydra:
    def __del__(self):
        heads.append(type(self)())
        heads.append(type(self)())


heads = []
Hydra()
heads.clear()
