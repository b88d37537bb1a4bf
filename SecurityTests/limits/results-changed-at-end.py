# Threads that are still at work on the results when the script ends harm neither the run nor what is brought out.
# files: scratch=16MiB collect=/out
# limits: cpu=20s wall=30s threads=8
# verdict: exit
import os
import random
import sys
import threading

out = sys.argv[5]


def churn(seed):
    chance = random.Random(seed)
    while True:
        folder = f"{out}/{chance.randrange(20)}"
        act = chance.randrange(6)
        try:
            if act == 0:
                os.makedirs(folder + "/inner", exist_ok=True)
            elif act == 1:
                os.rename(folder, f"{out}/{chance.randrange(20)}")
            elif act == 2:
                with open(folder + "/file", "wb") as file:
                    file.write(bytes(chance.randrange(100_000)))
            elif act == 3:
                os.unlink(folder + "/file")
            elif act == 4:
                os.rmdir(folder + "/inner")
            else:
                os.truncate(folder + "/file", chance.randrange(200_000))
        except OSError:
            pass


for seed in range(6):
    threading.Thread(target=churn, args=(seed,), daemon=True).start()
for number in range(200):
    os.mkdir(f"{out}/made-{number}")
    with open(f"{out}/made-{number}/file", "wb") as file:
        file.write(bytes(20_000))
