# A flood that swallows every exception ends at the output limit.
# verdict: output
# limits: output=1MiB cpu=5s wall=60s
# control: none
while True:
    try:
        print("x" * 10000)
    except BaseException:
        pass
