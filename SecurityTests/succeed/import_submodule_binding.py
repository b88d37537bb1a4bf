# Importing a submodule binds it on its parent, and a second import gives the same object.

import sys
import email
import email.charset
import logging

before = email
import email.charset as charset
from email import charset as again
import logging.handlers

print(email is before, email.charset is charset is again, logging.handlers.__name__)
print(sys.modules["email.charset"] is charset, sys.modules["email"] is email)


def local_import():
    import string
    from string import digits
    return string.digits is digits, "string" in globals()


print(local_import())
try:
    xml
except NameError as error:
    print(error)
import xml.dom.minidom
print(xml.dom.minidom.parseString("<a/>").documentElement.tagName)
print("OK")
