# textwrap, string.Template, pprint, difflib, html and shlex shape text.
import difflib
import html
import pprint
import shlex
import string
import textwrap

long = "The quick brown fox jumps over the lazy dog near the river bank."
print(textwrap.fill(long, 30, initial_indent="* ", subsequent_indent="  "))
print(textwrap.dedent("    a\n      b\n"), textwrap.shorten(long, 20), textwrap.indent("x\ny", "> "), sep="|")
print(string.Template("$who owes ${amount}$$").substitute(who="Ada", amount=5), string.capwords("a bc"), string.ascii_letters[:3])
print(string.Template("$a $b").safe_substitute(a=1), string.Formatter().format("{0!r:>5}", "x"))
pprint.pprint({"name": "x" * 20, "list": list(range(20)), "nested": {"deep": ["y" * 30, "z" * 30]}}, width=60)
print("\n".join(difflib.unified_diff(["a", "b", "c"], ["a", "x", "c"], "old", "new", lineterm="")))
print(difflib.get_close_matches("appel", ["ape", "apple", "peach"]), difflib.SequenceMatcher(None, "abcd", "bcde").ratio())
print(html.escape("<a href='x'>&"), html.unescape("&eacute;&#9731;&lt;"))
print(shlex.split("run 'two words' --flag=\"a b\" # not a comment", comments=True), shlex.quote("it's"), shlex.join(["a b", "c"]))
print("OK")
