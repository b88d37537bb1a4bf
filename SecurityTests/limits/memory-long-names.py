# Names of a size that leaves no room for a message that quotes them end in a MemoryError, or are quoted in part.
# verdict: exit, exception, memory
# limits: memory=300MiB cpu=60s wall=120s
# control: none
import importlib
import importlib.util
import os

size = 100_000_000
calls = [
    lambda: os.stat(type("n" * size, (), {})()),
    lambda: os.stat("n" * size),
    lambda: os.stat(b"n" * size),
    lambda: __import__("n." * (size // 2) + "n"),
    lambda: __import__("n" * size),
    lambda: __import__("n", {"__package__": "n." * (size // 2)}, None, (), 2),
    lambda: importlib.import_module("." * (size // 2), "n." * (size // 4)),
    lambda: importlib.util.cache_from_source("n." * (size // 2)),
    lambda: importlib.util.source_from_cache("/__pycache__/" + "n." * (size // 2)),
    lambda: importlib.util.spec_from_file_location("n", "n/" * (size // 2) + "__init__.py"),
    lambda: eval("n" * size),
    lambda: os.fspath(**{"n" * size: 1}),
]
for call in calls:
    try:
        call()
    except Exception as error:
        error.__traceback__ = None
