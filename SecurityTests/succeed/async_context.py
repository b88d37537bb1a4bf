# Context variables follow tasks and callbacks.
import asyncio
import contextvars

user = contextvars.ContextVar("user", default="nobody")


async def who(name):
    token = user.set(name)
    await asyncio.sleep(0)
    seen = user.get()
    user.reset(token)
    return seen, user.get()


async def main():
    print(await asyncio.gather(who("ada"), who("bob")), user.get())
    loop = asyncio.get_running_loop()
    called = loop.create_future()
    user.set("main")
    loop.call_later(0.001, lambda: called.set_result(user.get()))
    print(await called, await asyncio.to_thread(user.get))


asyncio.run(main())
context = contextvars.copy_context()
print(context.run(lambda: (user.set("inside"), user.get())[1]), context[user], user.get())
with asyncio.Runner() as runner:
    print(runner.run(who("runner")))
print("OK")
