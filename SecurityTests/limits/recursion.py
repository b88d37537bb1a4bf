# Recursion without end is a RecursionError.
# verdict: exception
# limits: cpu=5s wall=10s
# control: none
def descend():
    descend()


descend()
