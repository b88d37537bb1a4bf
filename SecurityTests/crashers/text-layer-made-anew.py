# A text layer that is made anew while it is made anew does not forget how much text waits in it.
# verdict: exit
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import io


class Ends:
    def __del__(self):
        # The former layer's text is gone, and what waits is not counted as none yet.
        text.__init__(io.BytesIO(), encoding="ascii")
        text.write("x" * 8000)


for _ in range(50):
    file = io.FileIO(1, "w", closefd=False)
    text = io.TextIOWrapper(io.BufferedWriter(file), encoding="ascii")
    file.ends = Ends()
    del file
    text.__init__(io.BytesIO(), encoding="ascii")
    text.write("y")
    text.write("z")
    text.flush()
objects = [[index, str(index), {index: index}] for index in range(10000)]
