# exit(n) ends as sys.exit(n) does.
# exit: 4

try:
    exit(4)
finally:
    print("OK")
