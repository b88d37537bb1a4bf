# cmd, getopt, optparse and shlex run a line-oriented program on streams in memory.
import cmd
import getopt
import io
import optparse


class Shell(cmd.Cmd):
    prompt = ""
    use_rawinput = False

    def do_add(self, line):
        """Add numbers."""
        print("sum", sum(map(int, line.split())), file=self.stdout)

    def do_quit(self, line):
        return True

    def default(self, line):
        print("unknown", line, file=self.stdout)


out = io.StringIO()
Shell(stdin=io.StringIO("add 1 2\nnonsense\nhelp add\nquit\nadd 9\n"), stdout=out).cmdloop()
print(out.getvalue(), end="")
print(getopt.getopt(["-v", "--out=x", "rest"], "v", ["out="]))
parser = optparse.OptionParser(prog="old")
parser.add_option("-n", type="int", dest="number", default=1)
options, rest = parser.parse_args(["-n", "5", "file"])
print(options.number, rest)
print("OK")
