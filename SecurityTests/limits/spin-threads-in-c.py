# Threads that compute beside one another end at the processor limit, all together.
# verdict: cpuTime
# limits: cpu=500ms wall=30s threads=4
# control: none
import hashlib
import threading


def derive():
    hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 2 ** 31 - 1)


for _ in range(4):
    threading.Thread(target=derive).start()
derive()
