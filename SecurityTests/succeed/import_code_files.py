# Modules say where their code files would be.
import importlib.util
import json
import os.path
import textwrap

for module in (textwrap, json):
    print(module.__cached__ == importlib.util.cache_from_source(module.__file__), os.path.basename(module.__cached__).split(".")[0])
print("OK")
