# sys.exit(text) prints the text to standard error and ends with status 1.
# exit: 1
import sys

print("OK")
sys.exit("something went wrong")
