# The signal module names signals; asking for the default action is no error.
import asyncio
import signal

signal.signal(signal.SIGPIPE, signal.SIG_DFL)
print(signal.signal(signal.SIGTERM, signal.SIG_DFL), signal.getsignal(signal.SIGTERM).name)
print(signal.Signals(15).name, signal.strsignal(9), signal.SIGINT in signal.valid_signals())
try:
    signal.signal(99, signal.SIG_DFL)
except ValueError as error:
    print(error)
try:
    signal.default_int_handler(signal.SIGINT, None)
except KeyboardInterrupt:
    print("interrupted")


async def answer():
    await asyncio.sleep(0)
    return 42


print(asyncio.run(answer()))
print("OK")
