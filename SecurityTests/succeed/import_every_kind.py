# Built-in, extension, frozen and source modules import, under plain and private names.
from __future__ import annotations

import math, time, sys, itertools, errno        # built in
import _json, _decimal, _queue                  # extensions
import abc, codecs, io, os, stat                # frozen on some interpreters
import json, decimal, queue, random             # source
import _collections_abc, _weakrefset, __future__
import re._parser
from os import path
from collections import abc as interfaces, namedtuple, OrderedDict

print(math.floor(2.5), errno.ENOENT, stat.S_ISDIR(0o40000), queue.Empty.__name__)
print(_decimal.Decimal is decimal.Decimal, interfaces.Sized is _collections_abc.Sized)
print(annotations.compiler_flag == __future__.CO_FUTURE_ANNOTATIONS, path is os.path)
print(type(sys).__name__, isinstance(json, type(sys)), json.__name__, json.__package__)
print("OK")
