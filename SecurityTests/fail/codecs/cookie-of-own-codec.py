# A source cookie naming the script's own codec gives the decoded code no more than the script holds.
# goal: tangible
# family: codecs
# held-by: language
# expect: HELD NameError
# control: python3
import codecs
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]


def decode(data, errors="strict"):
    return f"open({path!r}).read()", len(data)


print("MARK", nonce, flush=True)
try:
    codec = codecs.CodecInfo(codecs.utf_8_encode, decode, name="loot")
    codecs.register(lambda name: codec if name == "loot" else None)
    text = eval(compile(b"# coding: loot\n0", "<text>", "eval"))
    assert secret in text
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
