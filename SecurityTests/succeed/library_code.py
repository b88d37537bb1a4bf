# code and codeop build an interactive console in the script's own streams.
import code
import codeop
import contextlib
import io

console = code.InteractiveInterpreter({"x": 20})
print(console.runsource("x + 1"), console.runsource("def f(n):"), console.locals["x"])
console.runsource("y = [n * 2 for n in range(3)]\n")
console.runsource("def g():\n    import math\n    return math.floor(2.5)\n\n")
console.runsource("g()")
with contextlib.redirect_stderr(io.StringIO()) as errors:
    console.runsource("1 / 0")
    console.runsource("a b")
    console.runsource("undefined")
lines = [line for line in errors.getvalue().splitlines() if "Error" in line]
print(console.locals["y"], lines)
lines = iter(["z = 5", "z * 2", "for i in range(2):", "    print(i)", ""])


def read(prompt=""):
    try:
        return next(lines)
    except StopIteration:
        raise EOFError from None


interactive = code.InteractiveConsole()
interactive.raw_input = read
with contextlib.redirect_stderr(io.StringIO()):
    interactive.interact(banner="", exitmsg="")
print(codeop.compile_command("if x:") is None, type(codeop.compile_command("x")).__name__)
print("OK")
