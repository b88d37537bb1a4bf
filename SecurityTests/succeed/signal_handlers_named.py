# A program may name handlers for signals that never come, as programs do that end in good order.
import asyncio
import signal


def stop(number, frame):
    raise SystemError("never called")


print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
    former = signal.signal(number, stop)
    print(number.name, former is signal.default_int_handler or former.name, signal.getsignal(number) is stop)
print(signal.signal(signal.SIGTERM, signal.SIG_IGN) is stop, signal.getsignal(signal.SIGTERM).name)
print(signal.signal(signal.SIGINT, signal.default_int_handler) is stop, signal.alarm(0))
for number, handler in ((signal.SIGKILL, stop), (signal.SIGTERM, 7), (signal.SIGTERM, None), (0, stop)):
    try:
        signal.signal(number, handler)
    except (OSError, TypeError, ValueError) as error:
        print(type(error).__name__, error)


async def serve():
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, print, "stopping")
    await asyncio.sleep(0)
    return loop.remove_signal_handler(signal.SIGTERM), signal.getsignal(signal.SIGTERM).name


print(asyncio.run(serve()))
print("OK")
