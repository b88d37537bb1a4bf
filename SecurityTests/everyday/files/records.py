# Tables, settings and objects are kept in files.
# files: scratch=8MiB
import configparser
import csv
import dbm.dumb
import fileinput
import json
import linecache
import mimetypes
import pathlib
import pickle
import plistlib
import shelve
import sys
import tomllib
import xml.etree.ElementTree
import zoneinfo

scratch = pathlib.Path(sys.argv[1])

with open(scratch / "table.csv", "w", newline="") as file:
    writer = csv.DictWriter(file, ["name", "value"])
    writer.writeheader()
    writer.writerows({"name": "n%d" % number, "value": number * 1.5} for number in range(1000))
with open(scratch / "table.csv", newline="") as file:
    assert sum(float(row["value"]) for row in csv.DictReader(file)) == 1.5 * 999 * 500

with open(scratch / "data.json", "w") as file:
    json.dump({"a": [1, None, "ü"]}, file, indent=1)
assert json.load(open(scratch / "data.json")) == {"a": [1, None, "ü"]}
with open(scratch / "data.pickle", "wb") as file:
    for value in range(3):
        pickle.dump({"value": value}, file)
with open(scratch / "data.pickle", "rb") as file:
    assert [pickle.load(file)["value"] for _ in range(3)] == [0, 1, 2]
with open(scratch / "data.plist", "wb") as file:
    plistlib.dump({"k": b"bytes"}, file)
with open(scratch / "data.plist", "rb") as file:
    assert plistlib.load(file) == {"k": b"bytes"}
(scratch / "data.toml").write_text("[tool]\nname = 'x'\n")
with open(scratch / "data.toml", "rb") as file:
    assert tomllib.load(file) == {"tool": {"name": "x"}}
root = xml.etree.ElementTree.Element("root", key="v")
xml.etree.ElementTree.ElementTree(root).write(scratch / "data.xml")
assert xml.etree.ElementTree.parse(scratch / "data.xml").getroot().get("key") == "v"

settings = configparser.ConfigParser()
settings["main"] = {"path": "%(home)s/x", "home": "/h"}
with open(scratch / "settings.ini", "w") as file:
    settings.write(file)
again = configparser.ConfigParser()
assert again.read([scratch / "absent.ini", scratch / "settings.ini"]) == [str(scratch / "settings.ini")]
assert again["main"]["path"] == "/h/x"

with shelve.open(str(scratch / "shelf"), writeback=True) as shelf:
    shelf["list"] = [1]
    shelf["list"].append(2)
with shelve.open(str(scratch / "shelf")) as shelf:
    assert shelf["list"] == [1, 2]
with dbm.dumb.open(str(scratch / "dumb"), "c") as database:
    database[b"key"] = b"value"
with dbm.dumb.open(str(scratch / "dumb")) as database:
    assert database[b"key"] == b"value"

for number in range(2):
    (scratch / ("lines%d.txt" % number)).write_text("a\nb\n")
paths = sorted(scratch.glob("lines*.txt"))
with fileinput.input(paths) as lines:
    assert [(fileinput.filelineno(), line) for line in lines] == [(1, "a\n"), (2, "b\n")] * 2
with fileinput.input(paths[0], inplace=True, backup=".bak") as lines:
    for line in lines:
        print(line.upper(), end="")
assert paths[0].read_text() == "A\nB\n" and (scratch / "lines0.txt.bak").read_text() == "a\nb\n"
assert linecache.getline(str(paths[0]), 2) == "B\n"

(scratch / "types").write_text("application/x-own own\n")
mimetypes.init([str(scratch / "types")])
assert mimetypes.guess_type("a.own") == ("application/x-own", None) and mimetypes.guess_type("a.html")[0] == "text/html"

assert zoneinfo.ZoneInfo("Europe/Berlin").key == "Europe/Berlin"
