# Exceptions that keep one another end at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
error = None
while True:
    try:
        raise ValueError(bytes(1000)) from error
    except ValueError as raised:
        error = raised
