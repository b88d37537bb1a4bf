# A flood by several threads ends at the output limit.
# verdict: output
# limits: output=1MiB cpu=5s wall=60s threads=4
# control: none
import threading


def flood():
    while True:
        print("x" * 1000)


for _ in range(4):
    threading.Thread(target=flood).start()
