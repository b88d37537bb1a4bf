# Text converts to and from the common encodings, with error handlers.
import codecs
import io

text = "Größe ☃ 𝄞"
for name in ("utf-8", "utf-16", "utf-32-le", "utf-7", "unicode_escape", "utf-8-sig", "gb18030"):
    assert text.encode(name).decode(name) == text, name
print("é".encode("latin-1"), "€".encode("cp1252"), "ж".encode("koi8-r"), "日本".encode("shift_jis"), "é".encode("cp437"))
print(codecs.encode("Hello", "rot13"), codecs.encode(b"ab", "hex"), codecs.decode(b"YWI=\n", "base64"))
print("é☃".encode("ascii", "replace"), "é☃".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "backslashreplace"))
print(b"\xff\xfea\x00".decode("utf-16"), b"a\xffb".decode("utf-8", "ignore"),
      b"\xff".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"))
print(codecs.lookup("UTF8").name, codecs.BOM_UTF8, "bücher.example".encode("idna"), "faß".encode("punycode"))
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([byte])) for byte in "é!".encode()])
wrapper = io.TextIOWrapper(raw := io.BytesIO(), encoding="utf-16-le", newline="\r\n")
wrapper.write("a\nb")
wrapper.flush()
print(raw.getvalue())
codecs.register_error("star", lambda error: ("*" * (error.end - error.start), error.end))
print("añb☃".encode("ascii", "star"))
for wrong in (lambda: "é".encode("ascii"), lambda: "x".encode("no-such-codec")):
    try:
        wrong()
    except (UnicodeError, LookupError) as error:
        print(error)
print("OK")
