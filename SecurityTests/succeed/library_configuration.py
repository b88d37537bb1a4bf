# tomllib, configparser and plistlib read settings from text.
import configparser
import io
import plistlib
import tomllib

print(tomllib.loads("""
title = "demo"
[server]
ports = [80, 443]
since = 2024-02-29
[[user]]
name = "Ada"
[[user]]
name = "Bob"
"""))
config = configparser.ConfigParser()
config.read_string("[DEFAULT]\nhome = /srv\n[web]\nport = 80\nroot = %(home)s/web\ndebug = yes\n")
print(config["web"]["root"], config.getint("web", "port"), config["web"].getboolean("debug"), config.sections())
config["new"] = {"a": "1"}
out = io.StringIO()
config.write(out)
print(out.getvalue().count("home"), config.get("web", "none", fallback="default"))
print(plistlib.loads(plistlib.dumps({"a": [1, True, b"x"]})))
for wrong in (lambda: tomllib.loads("a = "), lambda: config.get("web", "missing")):
    try:
        wrong()
    except (tomllib.TOMLDecodeError, configparser.Error) as error:
        print(error)
print("OK")
