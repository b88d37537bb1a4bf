# A task that was never initialised ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import asyncio

asyncio.Task.__new__(asyncio.Task).get_coro()
