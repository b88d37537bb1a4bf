# Recursion that goes on in each finally clause ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
def descend():
    try:
        descend()
    finally:
        descend()


descend()
