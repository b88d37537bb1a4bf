# http.server's handler opens no host's file.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import http.server
import io
import sys

target, nonce, port = sys.argv[1:4]
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    handler = object.__new__(http.server.SimpleHTTPRequestHandler)
    handler.directory, handler.path, handler.headers = target, "/secret.txt", {}
    handler.request_version, handler.requestline, handler.wfile = "HTTP/1.0", "x", io.BytesIO()
    handler.client_address, handler.command = ("x", 0), "GET"
    handler.log_message = lambda *arguments: None
    assert secret in handler.send_head().read().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
