# A plugin host finds plugins by base class and decorator, calls hooks and survives a faulty plugin.
import abc
import logging
import sys
from contextlib import contextmanager

logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(message)s")


class Plugin(abc.ABC):
    plugins: dict[str, "Plugin"] = {}
    priority = 0

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        Plugin.plugins[cls.__name__] = cls()

    @abc.abstractmethod
    def handle(self, event): ...

    def close(self):
        pass


class Greeter(Plugin):
    priority = 5

    def handle(self, event):
        if event["type"] == "join":
            return f"Welcome, {event['user']}!"


class Counter(Plugin):
    def __init__(self):
        self.seen = {}

    def handle(self, event):
        self.seen[event["type"]] = self.seen.get(event["type"], 0) + 1
        return None

    def close(self):
        print("counted", self.seen)


class Broken(Plugin):
    priority = 9

    def handle(self, event):
        return event["no such key"]


@contextmanager
def host():
    order = sorted(Plugin.plugins.values(), key=lambda plugin: -plugin.priority)
    try:
        yield order
    finally:
        for plugin in order:
            plugin.close()


def dispatch(plugins, event):
    for plugin in plugins:
        try:
            answer = plugin.handle(event)
        except Exception as error:
            logging.error("%s failed: %r", type(plugin).__name__, error)
        else:
            if answer:
                yield answer


with host() as plugins:
    print([type(plugin).__name__ for plugin in plugins])
    for event in ({"type": "join", "user": "Ada"}, {"type": "leave", "user": "Ada"}, {"type": "join", "user": "Bob"}):
        print(list(dispatch(plugins, event)))
print("OK")
