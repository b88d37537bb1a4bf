# argparse parses sys.argv: options, sub-commands, choices, defaults and help.
# argv: --verbose add --count 3 pen book
import argparse

parser = argparse.ArgumentParser(prog="shop", description="Keeps a shop.")
parser.add_argument("--verbose", action="store_true", help="say more")
commands = parser.add_subparsers(dest="command", required=True)
add = commands.add_parser("add", help="add items")
add.add_argument("items", nargs="+", metavar="ITEM")
add.add_argument("-c", "--count", type=int, choices=range(1, 5), default=1)
print(parser.parse_args())
print(parser.parse_args(["add", "x"]))
print(parser.format_usage(), end="")
try:
    parser.parse_args(["--help"])
except BaseException as error:
    print(type(error).__name__, error.code)
print(parser.parse_known_args(["add", "x", "--unknown"])[1])
print("OK")
