# A byte array that doubles ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
data = bytearray(b"x")
while True:
    data += bytes(len(data))
