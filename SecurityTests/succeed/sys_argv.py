# sys.argv holds the script's name and its arguments.
# argv: one --two=2 ünï
import os
import sys

print(len(sys.argv), sys.argv[1:], os.path.basename(sys.argv[0]).endswith(".py"))
print(os.path.basename(sys.argv[0]) == os.path.basename(__file__), __name__)
sys.argv = ["replaced", "x"]
print(sys.argv)
print("OK")
