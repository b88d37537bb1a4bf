# Everyday internet formats, without a network: urllib.parse, email, http, mimetypes, wsgiref, socket helpers.


def test_urlparse_parts():
    from urllib.parse import urlparse, urlsplit
    parts = urlparse("https://ada:pw@example.org:8443/p;x?q=1#f")
    assert (parts.scheme, parts.hostname, parts.port, parts.username, parts.params) == ("https", "example.org", 8443, "ada", "x")
    assert urlsplit("//h/p")._replace(scheme="http").geturl() == "http://h/p"


def test_urlparse_queries():
    from urllib.parse import parse_qs, parse_qsl, quote_plus, unquote_plus, urlencode
    assert parse_qs("a=1&a=2&b=%20") == {"a": ["1", "2"], "b": [" "]}
    assert dict(parse_qsl(urlencode({"k": "é&=", "n": 5}))) == {"k": "é&=", "n": "5"}
    assert unquote_plus(quote_plus("a b+c/ü")) == "a b+c/ü"


def test_urljoin_paths():
    from urllib.parse import urldefrag, urljoin
    base = "http://h/a/b/c.html?q"
    assert [urljoin(base, r) for r in ("d", "../d", "/d", "//x/d", "?z")] == [
        "http://h/a/b/d", "http://h/a/d", "http://h/d", "http://x/d", "http://h/a/b/c.html?z"]
    assert urldefrag("a#b").fragment == "b"


def test_email_build():
    from email.message import EmailMessage
    message = EmailMessage()
    message["Subject"], message["To"] = "Grüße", ["Ada <ada@x.org>", "bob@x.org"]
    message.set_content("plain é")
    message.add_alternative("<p>html</p>", subtype="html")
    message.add_attachment("a,b\n", subtype="csv", filename="t.csv")
    assert message.is_multipart() and message.get_body(("html",)).get_content().strip() == "<p>html</p>"
    assert [p.get_filename() for p in message.iter_attachments()] == ["t.csv"] and b"=?utf-8?" in message.as_bytes()
    assert len(message["To"].addresses) == 2


def test_email_parse():
    import email
    from email import policy
    text = "From: =?utf-8?q?Ad=C3=A9?= <a@x>\nSubject: Hi\n folded\nContent-Type: text/plain; charset=latin-1\n\nbody\n"
    message = email.message_from_string(text, policy=policy.default)
    assert message["From"].addresses[0].display_name == "Adé" and message["subject"] == "Hi folded"
    assert message.get_content() == "body\n" and message.get_content_charset() == "latin-1"


def test_email_mime():
    from email.mime.image import MIMEImage
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText
    outer = MIMEMultipart("related")
    outer.attach(MIMEText("hello", "html", "utf-8"))
    outer.attach(MIMEImage(b"\x89PNG\r\n\x1a\n", "png"))
    assert [part.get_content_type() for part in outer.walk()] == ["multipart/related", "text/html", "image/png"]
    assert outer.get_payload(0).get_payload(decode=True) == b"hello"


def test_email_utils():
    from datetime import datetime, timezone
    from email.utils import format_datetime, formataddr, getaddresses, parseaddr, parsedate_to_datetime
    moment = datetime(2024, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
    assert format_datetime(moment) == "Tue, 02 Jan 2024 03:04:05 +0000" and parsedate_to_datetime(format_datetime(moment)) == moment
    assert parseaddr('"B, C" <b@x>') == ("B, C", "b@x") and formataddr(("A", "a@x")) == "A <a@x>"
    assert len(getaddresses(["a@x, B <b@x>"])) == 2


def test_email_header():
    from email.header import Header, decode_header, make_header
    coded = Header("Grüße", "utf-8").encode()
    assert coded.startswith("=?utf-8?b?") and str(make_header(decode_header(coded))) == "Grüße"


def test_http_status():
    from http import HTTPMethod, HTTPStatus
    assert HTTPStatus(404).phrase == "Not Found" and HTTPStatus.OK == 200 and HTTPStatus["GONE"].value == 410
    assert HTTPMethod("GET") is HTTPMethod.GET


def test_http_cookies():
    from http.cookies import SimpleCookie
    cookie = SimpleCookie()
    cookie["session"] = "a b"
    cookie["session"]["path"], cookie["session"]["httponly"] = "/", True
    assert cookie.output() == 'Set-Cookie: session="a b"; HttpOnly; Path=/'
    assert {k: m.value for k, m in SimpleCookie("x=1; y=2").items()} == {"x": "1", "y": "2"}


def test_http_client_import():
    import http.client
    import http.server
    import urllib.request
    assert http.client.responses[200] == "OK" and issubclass(http.client.IncompleteRead, http.client.HTTPException)
    request = urllib.request.Request("http://x/y", data=b"z", headers={"A": "b"})
    assert request.get_method() == "POST" and request.host == "x" and request.get_header("A") == "b"


def test_socket_helpers():
    import socket
    assert socket.inet_aton("1.2.3.4") == b"\1\2\3\4" and socket.inet_ntoa(b"\1\2\3\4") == "1.2.3.4"
    assert socket.ntohs(socket.htons(513)) == 513 and socket.htonl(1) == 0x01000000
    assert socket.AF_INET.name == "AF_INET" and issubclass(socket.timeout, OSError)


def test_subprocess_import():
    import subprocess
    assert subprocess.list2cmdline(["a b", "c"]) == '"a b" c' and subprocess.PIPE == -1
    assert str(subprocess.TimeoutExpired("cmd", 3)).endswith("3 seconds")


def test_mimetypes_guess():
    import mimetypes
    assert mimetypes.guess_type("page.html")[0] == "text/html" and mimetypes.guess_type("x.tar.gz") == ("application/x-tar", "gzip")
    assert mimetypes.guess_extension("application/json") == ".json"


def test_robotparser_rules():
    from urllib.robotparser import RobotFileParser
    robots = RobotFileParser()
    robots.parse(["User-agent: *", "Disallow: /private", "Crawl-delay: 3"])
    robots.modified()
    assert robots.can_fetch("bot", "/public") and not robots.can_fetch("bot", "/private/x") and robots.crawl_delay("bot") == 3


def test_wsgiref_application():
    import io
    from wsgiref.handlers import SimpleHandler
    from wsgiref.util import setup_testing_defaults

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ["PATH_INFO"].encode()]

    setup_testing_defaults(environ := {})
    SimpleHandler(io.BytesIO(), out := io.BytesIO(), io.StringIO(), environ).run(application)
    assert b"200 OK\r\n" in out.getvalue() and out.getvalue().endswith(b"/")


if __name__ == "__main__":
    import sys
    passed = failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                passed += 1
                print("pass", name)
            except Exception as error:
                failed += 1
                print(f"FAIL {name} {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
