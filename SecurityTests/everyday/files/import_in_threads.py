# Threads that import the same module of the script's own at a time all get it whole, and it runs once.
# files: scratch=1MiB
import builtins
import sys
import threading

(folder,) = sys.argv[1:]
sys.path.insert(0, folder)


def write(name, text):
    with open(f"{folder}/{name}.py", "w") as file:
        file.write(text)


write("slow", "import time\nimport builtins\nbuiltins.runs = getattr(builtins, 'runs', 0) + 1\ntime.sleep(0.2)\nvalue = 1\n")
write("failing", "import time\ntime.sleep(0.1)\nraise ValueError('not today')\n")
write("first", "import time\ntime.sleep(0.2)\nimport second\nvalue = 1\n")
write("second", "import time\ntime.sleep(0.2)\nimport first\nvalue = 2\n")


def together(*names):
    results = []

    def load(name):
        try:
            module = __import__(name)
            results.append(f"{name} {module.value}")
        except Exception:
            results.append(f"{name} fails")

    threads = [threading.Thread(target=load, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


assert together("slow", "slow", "slow", "slow") == ["slow 1"] * 4
assert builtins.runs == 1
assert together("failing", "failing", "failing") == ["failing fails"] * 3
assert together("first", "second") == ["first 1", "second 2"]
print("OK")
