# Programs find a user, a home, a group and a machine, and may reckon with them.
import getpass
import grp
import os
import pathlib
import platform
import pwd
import re
import resource
import site
import socket
import sys
import sysconfig
import time

me = pwd.getpwall()[0]
print(isinstance(me.pw_name, str), me[2] == me.pw_uid, pwd.getpwuid(me.pw_uid) == me, me in pwd.getpwall(), len(me))
print(pwd.getpwnam(me.pw_name) == me, type(me).__name__, os.path.isabs(me.pw_dir), grp.getgrgid(me.pw_gid)[2] == me.pw_gid)
print(os.path.expanduser("~" + me.pw_name) == me.pw_dir, pathlib.Path("~" + me.pw_name).expanduser().is_absolute())
os.environ["LOGNAME"] = "somebody"
print(getpass.getuser())
for wrong in (lambda: pwd.getpwnam("nobody like that"), lambda: grp.getgrnam("no such group"), lambda: pwd.getpwnam(1),
              lambda: pwd.getpwuid(1.5)):
    try:
        wrong()
    except (KeyError, TypeError) as error:
        print(type(error).__name__, error)

print(platform.system(), platform.machine() == os.uname().machine, bool(platform.node()), platform.node() == socket.gethostname())
print(bool(re.match(r"\d+\.\d+\.\d+", platform.release())), tuple(map(int, re.findall(r"\d+", platform.release())[:2])) > (2, 6))
print(re.match(r"Linux-.*-with-glibc2\.\d+$", platform.platform()) is not None, platform.libc_ver()[0], platform.python_implementation())
print(os.cpu_count() >= 1, len(os.sched_getaffinity(0)) >= 1, len(os.getloadavg()), all(load >= 0 for load in os.getloadavg()))
print(os.getpgid(0) == os.getpgrp(), os.getresuid() == (os.getuid(),) * 3, os.sysconf("SC_PAGESIZE") == resource.getpagesize())

sum(range(10**5))
usage = resource.getrusage(resource.RUSAGE_SELF)
print(usage.ru_utime + usage.ru_stime > 0, len(usage), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime >= 0)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
print(resource.getrlimit(resource.RLIMIT_CORE), resource.prlimit(0, resource.RLIMIT_CORE))
for wrong in (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (5, 4)), lambda: resource.getrlimit(99), lambda: resource.getrusage(99)):
    try:
        wrong()
    except ValueError as error:
        print(type(error).__name__, error)
print(isinstance(site.getsitepackages(), list), site.getusersitepackages().endswith("site-packages"), os.path.isabs(sysconfig.get_paths()["stdlib"]))
print(isinstance(sys.executable, str), isinstance(sys.orig_argv, list), time.tzname[0] == time.tzname[0].upper(), len(sys.argv))
print("OK")
