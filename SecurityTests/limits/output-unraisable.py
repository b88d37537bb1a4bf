# Errors in finalizers without end end at the output limit.
# verdict: output
# limits: output=1MiB cpu=5s wall=60s
# control: none
class Broken:
    def __del__(self):
        raise ValueError("x" * 1000)


while True:
    Broken()
