# The environment belongs to the run: it can be read, set and deleted.
import os

print(os.environ.get("SECRET_TOKEN", "none"), os.getenv("NOT_SET"), "NOT_SET" in os.environ)
os.environ["MODE"] = "test"
print(os.environ["MODE"], os.getenv("MODE"), os.path.expandvars("$MODE/x"))
del os.environ["MODE"]
try:
    os.environ["MODE"]
except KeyError as error:
    print("KeyError", error)
print(isinstance(os.getpid(), int), os.path.isabs(os.getcwd()), os.name, len(os.urandom(4)), os.linesep == "\n")
print((os.cpu_count() or 1) >= 1, os.strerror(2))
print("OK")
