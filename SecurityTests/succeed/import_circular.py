# Packages whose modules import one another load, whichever of them comes first.

import multiprocessing.reduction
import multiprocessing.context
import asyncio.tasks
import concurrent.futures
import datetime
import email.message
import importlib.resources
import unittest.mock
import xml.dom.minidom

print(multiprocessing.context.reduction is multiprocessing.reduction)
print(multiprocessing.reduction.context is multiprocessing.context)
print(datetime.datetime.strptime("2024", "%Y").year, concurrent.futures.ThreadPoolExecutor.__name__)
print("OK")
