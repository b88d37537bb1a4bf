# Everyday serialization: json, pickle, csv, configparser, tomllib, plistlib, struct.


def test_json_round_trip():
    import json
    value = {"list": [1, 2.5, "é", None, True], "nested": {"k": []}}
    assert json.loads(json.dumps(value)) == value and json.dumps({1: 2, None: 3}) == '{"1": 2, "null": 3}'
    assert json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False).startswith('{"list":[1,2.5,"é"')


def test_json_custom():
    import json
    from datetime import date

    class Encoder(json.JSONEncoder):
        def default(self, value):
            return value.isoformat() if isinstance(value, date) else super().default(value)

    text = json.dumps({"day": date(2024, 1, 2)}, cls=Encoder)
    assert json.loads(text, object_hook=lambda d: date.fromisoformat(d["day"])) == date(2024, 1, 2)


def test_json_streams():
    import io
    import json
    out = io.StringIO()
    json.dump([1, {"a": None}], out, indent=1)
    assert out.getvalue() == '[\n 1,\n {\n  "a": null\n }\n]'
    assert json.load(io.BytesIO(b'\xef\xbb\xbf{"a": 1}'.decode("utf-8-sig").encode())) == {"a": 1}


def test_json_errors():
    import json
    for text in ("", "{", "[1,]", "{'a': 1}", '{"a" 1}', "nul"):
        try:
            json.loads(text)
        except json.JSONDecodeError as error:
            assert error.lineno == 1 and str(error)
        else:
            raise AssertionError(text)


def test_pickle_protocols():
    import pickle
    from fractions import Fraction
    value = {"a": [1, (2, 3)], "b": {4}, "c": Fraction(1, 3), "d": b"\x00", "e": 2 ** 80, "f": 1.5j}
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(value, protocol)) == value


class Carried:
    def __init__(self, n):
        self.n = n

    def __reduce__(self):
        return Carried, (self.n + 1,)


def test_pickle_own_class():
    import pickle
    assert pickle.loads(pickle.dumps(Carried(1))).n == 2 and pickle.loads(pickle.dumps(Carried)) is Carried


def test_pickle_persistent():
    import io
    import pickle
    kept = {"db": object()}

    class Out(pickle.Pickler):
        def persistent_id(self, value):
            return next((name for name, kind in kept.items() if kind is value), None)

    class In(pickle.Unpickler):
        def persistent_load(self, name):
            return kept[name]

        def find_class(self, module, name):
            raise pickle.UnpicklingError(f"{module}.{name} is not welcome")

    buffer = io.BytesIO()
    Out(buffer).dump([kept["db"], 1])
    assert In(io.BytesIO(buffer.getvalue())).load()[0] is kept["db"]
    try:
        In(io.BytesIO(pickle.dumps(len))).load()
    except pickle.UnpicklingError as error:
        assert "not welcome" in str(error)


def test_pickletools_listing():
    import io
    import pickle
    import pickletools
    pickletools.dis(pickle.dumps([1, "a"]), out=(out := io.StringIO()))
    assert "BINUNICODE" in out.getvalue() and pickle.loads(pickletools.optimize(pickle.dumps("x"))) == "x"


def test_csv_reader():
    import csv
    assert list(csv.reader(['a,"b, c",d', "1,,3"])) == [["a", "b, c", "d"], ["1", "", "3"]]
    assert list(csv.DictReader(["name;n", "x;1"], delimiter=";")) == [{"name": "x", "n": "1"}]


def test_csv_writer():
    import csv
    import io
    writer = csv.writer(out := io.StringIO(), quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerows([["a", 1], ['say "hi"', 2.5]])
    assert out.getvalue() == '"a",1\n"say ""hi""",2.5\n'
    table = csv.DictWriter(out := io.StringIO(), ["x", "y"], restval="-", lineterminator="|")
    table.writeheader()
    table.writerow({"x": 1})
    assert out.getvalue() == "x,y|1,-|"


def test_configparser_sections():
    import configparser
    import io
    config = configparser.ConfigParser(allow_no_value=True)
    config.read_string("[paths]\nroot = /srv\ndata = ${root}/x\n[flags]\non\ncount: 3\n")
    assert config["flags"]["on"] is None and config.getint("flags", "count") == 3 and not config.has_option("flags", "off")
    extended = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
    extended.read_dict({"a": {"root": "/r", "full": "${root}/x"}})
    extended.write(out := io.StringIO())
    assert extended["a"]["full"] == "/r/x" and "full = ${root}/x" in out.getvalue()


def test_tomllib_values():
    import tomllib
    value = tomllib.loads('a = [1, 0x10]\n[b.c]\nd = "é"\nwhen = 2024-01-02T03:04:05Z\n[[e]]\nf = true\n')
    assert value["a"] == [1, 16] and value["b"]["c"]["d"] == "é" and value["e"] == [{"f": True}]
    assert value["b"]["c"]["when"].year == 2024


def test_plistlib_kinds():
    import plistlib
    from datetime import datetime
    value = {"n": 1, "list": [1.5, True], "data": b"\x00", "when": datetime(2024, 1, 2)}
    assert all(plistlib.loads(plistlib.dumps(value, fmt=kind)) == value for kind in (plistlib.FMT_XML, plistlib.FMT_BINARY))


def test_struct_layout():
    import struct
    assert struct.pack(">hI", 1, 2) == b"\0\1\0\0\0\2"
    assert struct.unpack("<2s?d", struct.pack("<2s?d", b"ab", True, 0.5)) == (b"ab", True, 0.5)
    point = struct.Struct("<ii")
    buffer = bytearray(16)
    point.pack_into(buffer, 8, 3, -4)
    assert list(point.iter_unpack(buffer)) == [(0, 0), (3, -4)]


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
