# Very deep declarations of XML are refused by the parser.
# verdict: exit
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import pyexpat

parser = pyexpat.ParserCreate()
try:
    parser.Parse("<!DOCTYPE a [<!ELEMENT a " + "(" * 10 ** 6 + "b" + ")" * 10 ** 6 + ">]><a/>", True)
except (pyexpat.ExpatError, MemoryError) as error:
    print(error)


def element(name, model):
    global kept
    kept = model


parser = pyexpat.ParserCreate()
parser.ElementDeclHandler = element
try:
    parser.Parse("<!DOCTYPE a [<!ELEMENT a " + "(" * 10 ** 5 + "b" + ")" * 10 ** 5 + ">]><a/>", True)
except (pyexpat.ExpatError, MemoryError, RecursionError) as error:
    print(error)
