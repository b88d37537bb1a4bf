# Mocks record calls, and patch replaces attributes of the script's own objects.
from unittest.mock import ANY, AsyncMock, MagicMock, Mock, call, create_autospec, patch
import asyncio


class Mailer:
    def send(self, address, text="hello"):
        return "sent"


def notify(mailer, address):
    return mailer.send(address, text="news")


mailer = Mock(spec=Mailer)
mailer.send.return_value = "pretended"
print(notify(mailer, "ada@example.org"), mailer.send.call_args)
mailer.send.assert_called_once_with(ANY, text="news")
try:
    mailer.receive()
except AttributeError:
    print("no such method")
with patch.object(Mailer, "send", side_effect=[1, ValueError("full")]) as send:
    print(notify(Mailer(), "a"))
    try:
        notify(Mailer(), "b")
    except ValueError as error:
        print(error, send.call_count)
print(notify(Mailer(), "c"))
with patch("__main__.notify", return_value="patched"), patch.dict({}, {"k": 1}):
    print(notify(None, None))
magic = MagicMock()
magic.__len__.return_value = 3
magic["key"].deep.attribute(1)
print(len(magic), call.__getitem__("key") in magic.mock_calls)
print(asyncio.run(AsyncMock(return_value=4)()))
try:
    create_autospec(notify)(1, 2, 3)
except TypeError as error:
    print(error)
print("OK")
