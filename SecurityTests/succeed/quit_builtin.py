# quit(n) ends as sys.exit(n) does.
# exit: 5


def main():
    print("OK")
    quit(5)


if __name__ == "__main__":
    main()
