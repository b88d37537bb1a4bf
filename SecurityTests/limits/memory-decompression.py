# Data that decompression makes huge end at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
import zlib

bomb = zlib.compress(bytes(16 << 20))
zlib.decompress(zlib.decompress(zlib.compress(bomb * 8)) and b"".join([zlib.decompress(bomb)] * 8))
