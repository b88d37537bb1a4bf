# A long chain of exceptions ends at the output limit, or within.
# verdict: exception, output
# limits: output=1MiB cpu=5s wall=60s
# control: none
error = None
for _ in range(10 ** 4):
    try:
        raise ValueError("x" * 100) from error
    except ValueError as raised:
        error = raised
raise error
