# A csv reader that its own lines enter again ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import csv


class Lines:
    depth = 0

    def __iter__(self):
        return self

    def __next__(self):
        Lines.depth += 1
        if Lines.depth > 20:
            return "a,b"
        next(reader)
        return "c" * 1000 + ",d"


reader = csv.reader(Lines())
for _ in range(10):
    try:
        next(reader)
    except (RuntimeError, csv.Error):
        pass
