# Text that doubles ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
text = "x"
while True:
    text += text
