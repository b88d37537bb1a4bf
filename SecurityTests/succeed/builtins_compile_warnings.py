# A warning of the compiler names the file that code claims to come from, and no other.
# needs-layer: audit
import warnings

with warnings.catch_warnings(record=True) as shown:
    warnings.simplefilter("always")
    compile("1 is 1", "text.py", "exec")
    compile("1 is 1", "/folder/text.py", "exec")
    eval("1 is 1")
for warning in shown:
    print(warning.filename, warning.lineno, warning.category.__name__)
print("OK")
