# A flood on stdout ends at the output limit.
# verdict: output
# limits: output=1MiB cpu=5s wall=60s
# control: none
while True:
    print("x" * 100)
