# import a.b binds a, import a.b as c binds the submodule, and from imports bind names.

import xml.etree.ElementTree
import urllib.parse as parsing
import concurrent.futures.thread as pools
import collections.abc, os.path
from email.mime.text import MIMEText as Text
from json import decoder, dumps
from json.decoder import JSONDecoder

print(xml.__name__, xml.etree.ElementTree.__name__, parsing.__name__, pools.__name__)
print(collections.abc.Mapping.__name__, os.path.join("a", "b"), Text.__name__)
print(decoder.JSONDecoder is JSONDecoder, dumps([1]))
for name in ("urllib", "concurrent", "email"):
    print(name, name in globals())
print("OK")
