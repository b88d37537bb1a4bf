# The idiom sys.exit(main()) gives main's result as the status.
# exit: 7
import sys


def main(arguments):
    print("arguments", arguments)
    print("OK")
    return 7


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
