# A warning of the compiler shows the line that it is about, also while nobody has imported the module warnings.
# needs-layer: audit
# files: scratch=1MiB
import io
import sys

(scratch,) = sys.argv[1:]
with open(scratch + "/warned.py", "w") as file:
    file.write("x = 5\nsame = x is 5\n")
sys.path.insert(0, scratch)
print("warnings" in sys.modules)
sys.stderr = io.StringIO()
import warned

print(warned.same, sys.stderr.getvalue().replace(scratch, "FOLDER").splitlines())
import warnings

print(callable(warnings.showwarning), sys.modules["warnings"] is warnings)
print("OK")
