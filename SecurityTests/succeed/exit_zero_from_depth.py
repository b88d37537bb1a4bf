# sys.exit ends the run from any depth, past handlers of Exception.
import sys


def deep(level):
    if level == 0:
        sys.exit(0)
    try:
        deep(level - 1)
    except Exception:
        print("not an Exception")
    finally:
        if level == 50:
            print("OK")


deep(50)
