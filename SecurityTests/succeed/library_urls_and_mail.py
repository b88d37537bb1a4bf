# urllib.parse, http and email build and read addresses and messages without a network.
import email
from email import policy
from email.message import EmailMessage
from email.utils import formataddr, parseaddr, parsedate_to_datetime
from http import HTTPMethod, HTTPStatus
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

url = urlsplit("https://user@example.org:8080/a%20b?q=1&q=2&e=#top")
print(url.hostname, url.port, unquote(url.path), parse_qs(url.query, keep_blank_values=True), url.fragment)
print(urljoin("http://a/b/c", "../d"), quote("a b/é"), urlencode({"x": "1 2", "y": ["a", "b"]}, doseq=True))
print(urlunsplit(("http", "h", "/p", "", "")), HTTPStatus(404).phrase, HTTPStatus.OK == 200, HTTPMethod.GET)
message = EmailMessage()
message["Subject"], message["From"], message["To"] = "Grüße ☃", "Ada <ada@example.org>", "bob@example.org"
message.set_content("Hello,\nwörld\n")
message.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="d.bin")
again = email.message_from_bytes(message.as_bytes(), policy=policy.default)
print(again["subject"], again["from"].addresses[0].username, again.get_body().get_content().split())
print([part.get_content_type() for part in again.walk()], next(again.iter_attachments()).get_filename())
print(parseaddr("Bob B. <bob@x.org>"), formataddr(("É", "e@x.org")), parsedate_to_datetime("Thu, 29 Feb 2024 10:00:00 +0100"))
cookie = SimpleCookie("a=1; b=two")
print(cookie["b"].value, SimpleCookie({"k": "v"}).output())
print("OK")
