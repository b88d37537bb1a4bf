# A loop that swallows every exception ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
while True:
    try:
        while True:
            raise KeyboardInterrupt
    except BaseException:
        pass
