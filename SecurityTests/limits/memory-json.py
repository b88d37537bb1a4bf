# Text of JSON that becomes many objects ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
import json

json.loads("[" + "[]," * 2_000_000 + "[]]")
