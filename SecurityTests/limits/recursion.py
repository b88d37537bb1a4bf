# Recursion without end is a RecursionError.
# verdict: exception
# limits: cpu=5s wall=60s
# control: none
def descend():
    descend()


descend()
