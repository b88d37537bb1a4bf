# An XML parser fetches no external entity from the host.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD URLError
# control: python3
import io
import sys
import xml.sax
import xml.sax.handler

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]


class Handler(xml.sax.handler.ContentHandler):
    text = ""

    def characters(self, content):
        self.text += content


print("MARK", nonce, flush=True)
try:
    handler = Handler()
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    parser.setContentHandler(handler)
    parser.parse(io.StringIO(f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{path}">]><x>&e;</x>'))
    assert secret in handler.text
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
