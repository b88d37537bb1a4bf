import SecurePython

extension DoctorAttack {
    static let all = asPython + asNative + asBare + ofLimits

    private static let asPython = [
        DoctorAttack("opening a file of the host", .python, .refused, act: """
            import pathlib
            def act(): return pathlib.Path(folder + "/secret.txt").read_text()
            """),
        DoctorAttack("importing ctypes", .python, .refused, act: """
            def act():
                import ctypes
                return ctypes.CDLL
            """),
        DoctorAttack("finding os.system among all classes", .python, .refused, act: """
            def act():
                for each in object.__subclasses__():
                    names = getattr(getattr(each, "__init__", None), "__globals__", {})
                    if "system" in names: return names["system"](folder + "/touch.sh") == 0
            """),
        DoctorAttack("forging bytecode", .python, .refused, act: """
            def act(): return act.__code__.replace(co_code=b"S\\0")
            """),
        DoctorAttack("starting a program", .python, .refused, act: """
            import subprocess
            def act(): return subprocess.run([folder + "/touch.sh"])
            """),
        DoctorAttack("connecting to a TCP port of the host", .python, .refused, act: """
            import socket
            def act(): return socket.create_connection(("127.0.0.1", int(port)))
            """),
    ]

    private static let asNative = [
        DoctorAttack("opening a file of the host", .native, .refused, act: """
            def act(): return libc.open((folder + "/secret.txt").encode(), os.O_RDONLY) >= 0
            """),
        DoctorAttack("making a file", .native, .refused, act: """
            def act(): return libc.open((folder + "/out/made").encode(), os.O_WRONLY | os.O_CREAT, 0o666) >= 0
            """),
        DoctorAttack("listing the root folder", .native, .refused, act: """
            def act(): return os.listdir("/")
            """),
        DoctorAttack("connecting to a TCP port of the host", .native, .refused, act: """
            def act(): return socket.create_connection(("127.0.0.1", int(port)))
            """),
        DoctorAttack("sending a datagram to the host", .native, .refused, act: """
            def act(): return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", int(port)))
            """),
        DoctorAttack("connecting to a local socket of the host", .native, .refused, act: """
            def act(): return socket.socket(socket.AF_UNIX).connect(folder + "/socket") is None
            """),
        DoctorAttack("connecting to an abstract socket of the host", .native, .refused, act: """
            def act(): return socket.socket(socket.AF_UNIX).connect("\\0secure-python-" + nonce) is None
            """),
        DoctorAttack("executing a program", .native, .killed, act: """
            def act(): os.execv(folder + "/touch.sh", ["touch.sh"])
            """),
        DoctorAttack("forking", .native, .killed, act: """
            def act():
                if os.fork() == 0: os._exit(0)
                return True
            """),
        DoctorAttack("mapping executable memory", .native, .refused, act: """
            def act(): return mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
            """),
        DoctorAttack("making a file in memory", .native, .refused, act: """
            def act(): return os.memfd_create("x") >= 0
            """),
        DoctorAttack("signalling this process", .native, .killed, act: """
            def act(): return os.kill(host, 0) is None
            """),
        DoctorAttack("attaching to this process", .native, .killed, act: """
            def act(): return libc.ptrace(16, host, 0, 0) == 0
            """),
        DoctorAttack("reading this process's memory", .native, .killed, act: """
            def act():
                room = ctypes.create_string_buffer(16)
                vector = (ctypes.c_size_t * 2)(ctypes.addressof(room), 1)
                return libc.process_vm_readv(host, vector, 1, vector, 1, 0) >= 0
            """),
        DoctorAttack("making an io_uring", .native, .killed, act: """
            def act(): return libc.syscall(425, 4, ctypes.create_string_buffer(256)) >= 0
            """),
        DoctorAttack("making a user namespace", .native, .killed, act: """
            def act(): return libc.unshare(0x10000000) == 0
            """),
        DoctorAttack("becoming root", .native, .refused, act: """
            def act(): return os.setuid(0) is None
            """),
        DoctorAttack("corrupting its own memory", .native, .crashed, act: """
            def act(): return ctypes.string_at(16)
            """),
    ]

    private static let asBare = [
        DoctorAttack("reading this process's environment", .bare, .refused, act: """
            def act(): return "\(DoctorSelfTest.plantedVariable)" in os.environ
            """),
        DoctorAttack("finding a descriptor of this process", .bare, .refused, act: """
            def act():
                for number in range(4, 1024):
                    try: os.fstat(number)
                    except OSError: continue
                    return True
            """),
        DoctorAttack("running as root", .bare, .refused, act: """
            def act(): return 0 in os.getresuid() + os.getresgid() or os.getgroups()
            """),
        DoctorAttack("gaining a privilege by executing", .bare, .refused, act: """
            def act(): return libc.prctl(39, 0, 0, 0, 0) != 1
            """),
    ]

    private static let ofLimits = [
        DoctorAttack(
            "spinning", .native, .limit("cpuTime"), limits: RunLimits(processorTime: .milliseconds(300), wallTime: .seconds(30)),
            act: """
                def act():
                    while True: pass
                """),
        DoctorAttack(
            "sleeping for ever", .native, .limit("wallTime"), limits: RunLimits(wallTime: .milliseconds(300)),
            act: """
                import threading
                def act(): threading.Event().wait()
                """),
        DoctorAttack(
            "filling memory", .native, .limit("memory"), limits: RunLimits(wallTime: .seconds(30), memoryBytes: .mebibytes(64)),
            act: """
                def act():
                    kept = []
                    while True: kept.append(bytearray(1 << 20))
                """),
        DoctorAttack(
            "flooding output", .native, .limit("output"), limits: RunLimits(wallTime: .seconds(30), outputBytes: .mebibytes(1)),
            act: """
                def act():
                    while True: print("x" * 65536)
                """),
    ]
}
