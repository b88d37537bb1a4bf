# A pickle that asks for a huge memo ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
import pickle

pickle.loads(b"\x80\x04Nr" + (2 ** 31 - 1).to_bytes(4, "little") + b".")
