# Everyday command lines: argparse, optparse, getopt, cmd, sys.argv, atexit.


def test_argparse_options():
    import argparse
    parser = argparse.ArgumentParser(prog="p")
    parser.add_argument("files", nargs="*")
    parser.add_argument("-n", "--number", type=int, default=1)
    parser.add_argument("-v", action="count", default=0)
    parser.add_argument("--level", choices=["low", "high"])
    parser.add_argument("--tag", action="append")
    parser.add_argument("--colour", action=argparse.BooleanOptionalAction)
    found = parser.parse_args(["a", "b", "-n3", "-vv", "--level=low", "--tag", "x", "--tag", "y", "--no-colour"])
    assert vars(found) == {"files": ["a", "b"], "number": 3, "v": 2, "level": "low", "tag": ["x", "y"], "colour": False}


def test_argparse_subcommands():
    import argparse
    parser = argparse.ArgumentParser(prog="tool")
    commands = parser.add_subparsers(dest="command")
    add = commands.add_parser("add", aliases=["a"])
    add.add_argument("x", type=float)
    add.set_defaults(run=lambda options: options.x + 1)
    options = parser.parse_args(["a", "2.5"])
    assert options.run(options) == 3.5 and parser.parse_known_args(["add", "1", "--more"])[1] == ["--more"]


def test_argparse_errors():
    import argparse
    import io
    from contextlib import redirect_stderr
    parser = argparse.ArgumentParser(prog="p")
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--a", type=int)
    group.add_argument("--b")
    for arguments in ([], ["--a", "x"], ["--a", "1", "--b", "2"], ["--c"]):
        with redirect_stderr(io.StringIO()) as errors:
            try:
                parser.parse_args(arguments)
            except BaseException as ended:
                assert type(ended).__name__ == "SystemExit" and ended.code == 2
        assert errors.getvalue().startswith("usage: p")
    silent = argparse.ArgumentParser(exit_on_error=False)
    silent.add_argument("--n", type=int)
    try:
        silent.parse_args(["--n", "x"])
    except argparse.ArgumentError as error:
        assert "invalid int value" in str(error)


def test_argparse_help():
    import argparse
    parser = argparse.ArgumentParser(prog="p", description="Does it.", epilog="The end.",
                                     formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--size", default=3, help="how big", metavar="N")
    text = parser.format_help()
    assert "usage: p [-h] [--size N]" in text and "how big (default: 3)" in text and "The end." in text


def test_argparse_types():
    import argparse
    import datetime

    def day(text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    class Pair(argparse.Action):
        def __call__(self, parser, namespace, values, option=None):
            setattr(namespace, self.dest, dict(v.split("=") for v in values))

    parser = argparse.ArgumentParser(argument_default=argparse.SUPPRESS)
    parser.add_argument("--on", type=day)
    parser.add_argument("--set", nargs="+", action=Pair)
    found = parser.parse_args(["--on", "2024-01-02", "--set", "a=1", "b=2"])
    assert found == argparse.Namespace(on=datetime.date(2024, 1, 2), set={"a": "1", "b": "2"})
    assert not vars(parser.parse_args([]))


def test_optparse_options():
    import optparse
    parser = optparse.OptionParser(usage="%prog [options]", prog="old")
    parser.add_option("-q", action="store_false", dest="verbose", default=True)
    parser.add_option("--n", type="float")
    options, rest = parser.parse_args(["-q", "--n", "1.5", "left"])
    assert not options.verbose and options.n == 1.5 and rest == ["left"] and "Usage: old" in parser.format_help()


def test_getopt_options():
    import getopt
    assert getopt.gnu_getopt(["x", "-a", "1", "--long", "y"], "a:", ["long"]) == ([("-a", "1"), ("--long", "")], ["x", "y"])
    try:
        getopt.getopt(["-z"], "a")
    except getopt.GetoptError as error:
        assert error.opt == "z"


def test_cmd_loop():
    import cmd
    import io

    class Shell(cmd.Cmd):
        prompt, use_rawinput = "> ", False

        def do_echo(self, line):
            self.stdout.write(line.upper() + "\n")

        def do_end(self, line):
            return True

    Shell(stdin=io.StringIO("echo hi\nend\n"), stdout=(out := io.StringIO())).cmdloop("welcome")
    assert out.getvalue() == "welcome\n> HI\n> " and Shell().completenames("ec") == ["echo"]


def test_sys_argv_list():
    import sys
    assert isinstance(sys.argv, list) and all(isinstance(argument, str) for argument in sys.argv)


def test_atexit_registry():
    import atexit

    def never():
        raise AssertionError("unregistered")

    assert atexit.register(never) is never
    atexit.unregister(never)


if __name__ == "__main__":
    import sys
    passed = failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                passed += 1
                print("pass", name)
            except Exception as error:
                failed += 1
                print(f"FAIL {name} {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
