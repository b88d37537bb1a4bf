# __import__ takes fromlist and level, and answers with the head or the tail of a dotted name.

print(__import__("json").__name__, __import__("os.path").__name__)
print(__import__("xml.etree.ElementTree").__name__)
print(__import__("xml.etree.ElementTree", fromlist=["parse"]).__name__)
print(__import__("json", globals(), locals(), ["decoder"], 0).decoder.__name__)

place = {"__name__": "json.tool", "__package__": "json"}
print(__import__("decoder", place, None, ["JSONDecoder"], 1).__name__)
print(__import__("", place, None, ["encoder"], 1).encoder.__name__)
try:
    __import__("thing", {}, None, [], 1)
except (ImportError, KeyError) as error:
    print("no package")
try:
    __import__("")
except ValueError as error:
    print(error)
print("OK")
