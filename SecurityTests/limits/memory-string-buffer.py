# A file in memory, written far behind its end, ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
import io

file = io.BytesIO()
file.seek(10 ** 10)
file.write(b"x")
