# A group of many exceptions is shown within the output limit.
# verdict: exception
# limits: output=1MiB cpu=5s wall=60s
# control: none
raise ExceptionGroup("many", [ValueError("x" * 100) for _ in range(10 ** 5)])
