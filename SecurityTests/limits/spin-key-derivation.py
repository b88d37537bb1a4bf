# A key derivation, in C and without the interpreter lock, ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
import hashlib

hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 2 ** 31 - 1)
