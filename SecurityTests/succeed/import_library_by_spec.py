# The loader of a library module's spec runs its code in a module of the script's own, which may be changed.
import html.parser
import importlib.machinery
import importlib.util
import sys

spec = importlib.util.find_spec("html.parser")
own = importlib.util.module_from_spec(spec)
sys.modules["own_parser"] = own
spec.loader.exec_module(own)
own.piclose = "changed"
print(own.HTMLParser is html.parser.HTMLParser, html.parser.piclose == "changed", own.__name__, spec.origin is None)
texts = []


class Parser(own.HTMLParser):
    def handle_data(self, data):
        texts.append(data)


Parser().feed("<p>one<b>two</b>")
print(texts)
print(importlib.util.find_spec("json").submodule_search_locations is None, importlib.util.find_spec("no_such_module"))
print(importlib.machinery.PathFinder.find_spec("no_such_module"), importlib.machinery.PathFinder.find_spec("json").name)
print("OK")
