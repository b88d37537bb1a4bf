"""Says hello, computes a little, and tries what an enclosed script cannot do."""
import statistics
import sys

name = " ".join(sys.argv[1:]) or "world"
print(f"Hello, {name}, from an enclosed Python {sys.version.split()[0]}.")
print("The mean of your name's letters is", chr(round(statistics.mean(map(ord, name)))))

for act in "__import__('ctypes')", "open('/etc/passwd')", "__import__('os').listdir('/etc')":
    try:
        print(f"{act} works here: {eval(act)!r:.40}")
    except Exception as error:
        print(f"{act} is refused: {type(error).__name__}: {error}")
