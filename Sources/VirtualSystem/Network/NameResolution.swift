internal import PythonRuntime

/// Hosts, services and interfaces: the sandbox knows its own name and nothing else.
enum NameResolution {
    private static let hostName = "sandbox"

    static func add(to module: borrowing NativeModule, _ failures: SocketFailures) throws(PythonError) {
        try module.function("gethostname", "()", "The name of every sandbox.") { call throws(PythonError) in
            try call.lock.string(hostName)
        }
        // `socket.getfqdn` asks for the own name; that needs no network.
        for name in ["gethostbyaddr", "gethostbyname_ex"] {
            try module.function(name, "(host, /)") { call throws(PythonError) in
                guard call.object(0).isString, try call.string(0) == hostName else {
                    throw failures.refused("looking up a host")
                }
                let parts = try call.lock.list()
                try parts.append(call.lock.string(hostName))
                try parts.append(call.lock.list())
                try parts.append(call.lock.list())
                return try parts.asTuple()
            }
        }
        try module.function("if_nameindex", "()", "There are no interfaces.") { call throws(PythonError) in
            try call.lock.list()
        }
        try module.function("if_nametoindex", "(name, /)") { _ throws(PythonError) in
            throw PythonError(.osError, "no interface with this name")
        }
        try module.function("if_indextoname", "(index, /)") { _ throws(PythonError) in
            throw PythonError(.osError, "no interface with this index")
        }
        let operations = [
            "getaddrinfo": "looking up a host", "gethostbyname": "looking up a host",
            "getnameinfo": "looking up a host", "getprotobyname": "looking up a protocol",
            "getservbyname": "looking up a service", "getservbyport": "looking up a service",
            "sethostname": "renaming this host",
        ]
        for (name, operation) in operations.sorted(by: { $0.key < $1.key }) {
            try module.function(name, signatures[name] ?? "(*args, **kwargs)") { _ throws(PythonError) in
                throw failures.refused(operation)
            }
        }
    }

    private static let signatures: [String: NativeSignature] = [
        "getaddrinfo": "(host, port, family=0, type=0, proto=0, flags=0)",
        "gethostbyname": "(host, /)",
        "getnameinfo": "(sockaddr, flags, /)",
        "getprotobyname": "(name, /)",
        "getservbyname": "(servicename, protocolname=None, /)",
        "getservbyport": "(port, protocolname=None, /)",
        "sethostname": "(name, /)",
    ]
}
