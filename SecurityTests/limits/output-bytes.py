# A flood of bytes below the text layer ends at the output limit.
# verdict: output
# limits: output=1MiB cpu=5s wall=60s
# control: none
import sys

while True:
    sys.stdout.buffer.write(bytes(65536))
