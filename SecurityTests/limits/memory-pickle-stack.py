# A pickle of many marks ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
import pickle

pickle.loads(b"\x80\x04" + b"(" * (24 << 20) + b".")
