# An agent's program calls tools concurrently, retries, and reports errors as data.
import asyncio
import json
import time
from dataclasses import asdict, dataclass, field


@dataclass
class Result:
    tool: str
    ok: bool
    value: object = None
    error: str | None = None
    attempts: int = field(default=1, compare=False)


TOOLS, failures = {}, {"search": 1}


def tool(function):
    TOOLS[function.__name__] = function
    return function


@tool
async def search(query: str, limit: int = 2):
    """Find documents."""
    await asyncio.sleep(0.001)
    if failures["search"]:
        failures["search"] -= 1
        raise ConnectionError("try again")
    return [f"{query} #{n}" for n in range(limit)]


@tool
async def calculate(expression: str):
    """Compute a formula."""
    allowed = {"abs": abs, "max": max, "__builtins__": {}}
    return eval(expression, allowed)


async def call(name, attempts=3, **arguments):
    for attempt in range(1, attempts + 1):
        try:
            return Result(name, True, await TOOLS[name](**arguments), attempts=attempt)
        except ConnectionError as error:
            last = error
        except Exception as error:
            return Result(name, False, error=f"{type(error).__name__}: {error}", attempts=attempt)
    return Result(name, False, error=str(last), attempts=attempts)


async def main():
    started = time.monotonic()
    results = await asyncio.gather(
        call("search", query="cats"),
        call("calculate", expression="max(3, abs(-7)) * 6"),
        call("calculate", expression="1 / 0"),
        call("unknown"),
    )
    print(json.dumps([asdict(result) for result in results], indent=1))
    print(time.monotonic() - started < 30, [t.__doc__ for t in TOOLS.values()])


asyncio.run(main())
print("OK")
