# Everyday work with text: string, re, textwrap, difflib, unicodedata, html, shlex, pprint.


def test_string_template():
    import string
    template = string.Template("Dear $name, you owe $$${amount}")
    assert template.substitute(name="Ada", amount=5) == "Dear Ada, you owe $5"
    assert template.safe_substitute(name="Ada") == "Dear Ada, you owe $${amount}"
    assert template.get_identifiers() == ["name", "amount"]


def test_string_formatter():
    import string

    class Shout(string.Formatter):
        def convert_field(self, value, conversion):
            return value.upper() if conversion == "u" else super().convert_field(value, conversion)

    assert Shout().format("{0!u} {name!r:>5}", "hey", name="x") == "HEY   'x'"
    assert [part[1] for part in string.Formatter().parse("a{b}c{d:>3}")] == ["b", "d"]


def test_string_constants():
    import string
    assert string.ascii_lowercase + string.ascii_uppercase == string.ascii_letters
    assert string.capwords("the  quick fox") == "The Quick Fox"
    assert set(string.hexdigits) >= set(string.digits)


def test_re_groups():
    import re
    match = re.match(r"(?P<key>\w+)\s*=\s*(?P<value>.*)", "width = 10")
    assert match.groupdict() == {"key": "width", "value": "10"}
    assert match.expand(r"\g<value>/\1") == "10/width"
    assert match.start("value") == 8


def test_re_substitution():
    import re
    assert re.sub(r"(\d+)", lambda m: f"<{m[1]}>", "a1b22") == "a<1>b<22>"
    assert re.sub(r"(?<!\d)(\d{3})(\d{4})(?!\d)", r"\1-\2", "5551234") == "555-1234"
    assert re.split(r"(\W)", "a-b c") == ["a", "-", "b", " ", "c"]


def test_re_flags():
    import re
    pattern = re.compile(r"""^(\w+)   # a word
                             \s:\s(.+)$""", re.VERBOSE | re.MULTILINE | re.IGNORECASE)
    assert pattern.findall("a : 1\nB : 2") == [("a", "1"), ("B", "2")]
    assert re.search(r"a.b", "a\nb", re.DOTALL) and not re.search(r"\bé\b", "é", re.ASCII)


def test_re_scanner():
    import re
    tokens = re.compile(r"(?P<number>\d+)|(?P<name>[a-z]+)|(?P<operator>[-+*/])|\s+")
    found = [(m.lastgroup, m[0]) for m in tokens.finditer("x1 + 42") if m.lastgroup]
    assert found == [("name", "x"), ("number", "1"), ("operator", "+"), ("number", "42")]


def test_textwrap_fill():
    import textwrap
    text = "The quick brown fox jumps over the lazy dog"
    assert textwrap.wrap(text, 20) == ["The quick brown fox", "jumps over the lazy", "dog"]
    assert textwrap.shorten(text, 18, placeholder="...") == "The quick brown..."
    assert textwrap.dedent("  a\n   b\n") == "a\n b\n"


def test_difflib_diff():
    import difflib
    lines = list(difflib.ndiff(["one", "two"], ["one", "too"]))
    assert [line[0] for line in lines] == [" ", "-", "+"]
    matcher = difflib.SequenceMatcher(None, "kitten", "sitting")
    assert [op[0] for op in matcher.get_opcodes()].count("replace") == 2
    assert list(difflib.restore(lines, 2)) == ["one", "too"]


def test_unicodedata_names():
    import unicodedata
    assert unicodedata.name("é") == "LATIN SMALL LETTER E WITH ACUTE"
    assert unicodedata.lookup("SNOWMAN") == "☃" and unicodedata.category("A") == "Lu"
    assert len(unicodedata.normalize("NFD", "é")) == 2 and unicodedata.numeric("½") == 0.5
    assert unicodedata.east_asian_width("漢") == "W" and unicodedata.is_normalized("NFC", "é")


def test_stringprep_tables():
    import stringprep
    assert stringprep.in_table_b1("\u00ad") and stringprep.map_table_b2("ß") == "ss"


def test_html_escape():
    import html
    from html.entities import codepoint2name, name2codepoint
    assert html.escape('<a b="c">') == "&lt;a b=&quot;c&quot;&gt;"
    assert html.unescape("&lt;&#x2603;&amp;copy;") == "<☃&copy;"
    assert codepoint2name[233] == "eacute" and name2codepoint["euro"] == 0x20AC


def test_shlex_split():
    import shlex
    assert shlex.split("cp 'my file' \"the rest\" --x=1") == ["cp", "my file", "the rest", "--x=1"]
    lexer = shlex.shlex("a && b|c", posix=True, punctuation_chars=True)
    assert list(lexer) == ["a", "&&", "b", "|", "c"]
    assert shlex.join(["a b", "c"]) == "'a b' c"


def test_pprint_width():
    import pprint
    text = pprint.pformat({"b": list(range(12)), "a": ("x" * 30, "y" * 30)}, width=40)
    assert text.startswith("{'a': (") and "\n 'b'" in text
    assert pprint.pformat({2: 1, 1: 2}, sort_dicts=False) == "{2: 1, 1: 2}"
    assert pprint.isreadable([1]) and pprint.saferepr({"a": 1}) == "{'a': 1}"


def test_reprlib_limits():
    import reprlib

    class Node:
        @reprlib.recursive_repr()
        def __repr__(self):
            return f"<{self.child!r}>"

    node = Node()
    node.child = node
    assert reprlib.repr(list(range(100))) == "[0, 1, 2, 3, 4, 5, ...]" and repr(node) == "<...>"


def test_gettext_fallback():
    import gettext
    translations = gettext.NullTranslations()
    assert translations.gettext("hello") == "hello" and translations.ngettext("file", "files", 2) == "files"


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
