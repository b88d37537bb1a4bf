# Text methods, slices, escapes and raw strings work on the whole of Unicode.

text = "The quick brown fox"
print(text[4:9], text[::-1], text[-3:], text.split(), text.upper().lower().title())
print(text.find("quick"), text.count("o"), text.replace("fox", "dog"), text.startswith(("A", "The")))
print("a,b,,c".split(","), " x ".strip() + "|", "a-b-c".rpartition("-"), "x".join("123"), "ab\ncd\n".splitlines())
print("7".zfill(3), "mid".center(9, "*"), "tab\tbed".expandtabs(4), "Straße".casefold() == "strasse")
print("abc".translate(str.maketrans("ac", "xz", "b")), "prefix.py".removesuffix(".py"), "ab" * 3)
print("naïve café ☃ 𝄞 漢字", len("𝄞"), ord("☃"), chr(0x1F600), "\N{SNOWMAN}", "\u00e9" == "é")
print(r"raw\n", "joined " "literals", """triple
quoted""", 'it''s', "tab\\t")
print("abc".isalpha(), "12".isdigit(), "½".isnumeric(), "_x1".isidentifier(), " ".isspace())
print("b" > "a" > "Z", sorted("bAc", key=str.lower), "é".encode().decode("latin-1"), ascii("é☃"))
print("spam" in "spam and eggs", "{:>5}|{:<5}|{:^5}".format("a", "b", "c"), "%s %d" % ("n", 3))
print("OK")
