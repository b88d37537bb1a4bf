# A finaliser of what a script left in the view of a loading module may ask for another view.
# verdict: exit
# limits: cpu=5s wall=60s
# control: none
import codecs
import enum

library = codecs.builtins
prepare = enum.EnumType.__prepare__


class Left:
    def __del__(self):
        vars(library.__import__("asyncio"))


def prepared(metaclass, *arguments, **keywords):
    constants = library.__import__("asyncio.constants", fromlist=("*",))
    names = constants.__dict__
    type(names).__setitem__(names, "left", Left())
    enum.EnumType.__prepare__ = prepare
    return prepare(*arguments, **keywords)


enum.EnumType.__prepare__ = classmethod(prepared)
import asyncio
