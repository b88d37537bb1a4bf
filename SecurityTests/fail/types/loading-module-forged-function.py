# A function that the script made with the library's built-ins is not taken up by a library module that loads.
# goal: authority
# family: types
# held-by: language
# expect: HELD AssertionError
# control: python3
import codecs
import enum
import sys
import weakref

target, nonce, port = sys.argv[1:4]
library = codecs.builtins
names = {"__builtins__": library}
library.exec("def isinstance(*arguments): return 'owned'", names)
forged = names["isinstance"]
prepare = enum.EnumType.__prepare__


class Anything:
    pass


def prepared(*arguments, **keywords):
    # The body of plistlib runs, down to its enumeration.
    namespace = library.__import__("plistlib").__dict__
    held = Anything()
    weakref.finalize(held, namespace.__setitem__, "isinstance", forged)()
    if arguments and arguments[0] is enum.EnumType:
        arguments = arguments[1:]
    return prepare(*arguments, **keywords)


print("MARK", nonce, flush=True)
try:
    enum.EnumType.__prepare__ = prepared
    import plistlib

    assert vars(plistlib).get("isinstance") is forged
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
