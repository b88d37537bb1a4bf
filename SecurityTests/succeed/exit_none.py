# sys.exit() with nothing ends with status 0.
import sys

print("OK")
sys.exit()
print("never printed")
