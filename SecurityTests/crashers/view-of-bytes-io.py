# A file in memory is not made anew while a view of it lives.
# verdict: exception
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import io

stream = io.BytesIO(b"x" * 400)
view = stream.getbuffer()
stream.__init__(b"y")
objects = [[index, str(index)] for index in range(10000)]
view[:] = b"A" * len(view)
objects = [[index, str(index)] for index in range(10000)]
