# A wrong command line makes argparse end with status 2.
# argv: --count many
# exit: 2
import argparse

parser = argparse.ArgumentParser(prog="tool")
parser.add_argument("--count", type=int, default=1)
print("OK", flush=True)
parser.parse_args()
