# Regular expressions search, capture, substitute and split.
import re

log = "2024-02-29 ERROR disk=91%\n2024-03-01 INFO disk=12%"
pattern = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-\d\d (?P<level>[A-Z]+) disk=(\d+)%", re.M)
for match in pattern.finditer(log):
    print(match.group("level"), match["year"], match.span(4), match.groupdict())
print(re.findall(r"\b\w", "the quick fox"), re.split(r"[,;]\s*", "a, b;c"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"))
print(re.sub(r"\d+", lambda m: str(int(m[0]) * 2), "1 and 20"), re.subn("a", "b", "aaa", count=2), re.escape("a.b*"))
print(re.fullmatch(r"(?i:ab)+", "aBAb") is not None, re.search(r"(?<=\$)\d+(?!\d|%)", "30% $45")[0], re.match("x", "ax"))
print(re.compile(r"""
    (\d+)   # whole
    \.(\d+) # part
""", re.VERBOSE).match("3.14").groups(), re.search(r"(.)\1", "hello")[0], re.findall(r"<(.+?)>", "<a><b>"))
print(re.search(r"^é$", "É", re.I).group(), re.sub(r"(?P<n>x)", r"[\g<n>]", "axa"), re.match(r"(a)|(b)", "b").lastindex)
print(re.findall(rb"\w+", b"a bc"), re.match(r"(?>a+)b", "aaab")[0], bool(re.match(r"a++b", "aab")))
try:
    re.compile("(unclosed")
except re.error as error:
    print(error, error.pos)
print("OK")
