internal import Glibc
internal import PythonRuntime
internal import VirtualFileSystem

/// `sysconf`, `confstr` and `pathconf`: the same fixed answers on every machine. A name that none is listed for has no
/// bound, as far as a script can see.
struct ConfigurationFunctions {
    let system: PosixSystem

    private static let systemAnswers: [String: Int] = [
        "SC_ARG_MAX": 2_097_152, "SC_CHILD_MAX": 0, "SC_CLK_TCK": 100, "SC_HOST_NAME_MAX": 64, "SC_IOV_MAX": 1_024,
        "SC_LOGIN_NAME_MAX": 256, "SC_NGROUPS_MAX": 65_536, "SC_NPROCESSORS_CONF": 1, "SC_NPROCESSORS_ONLN": 1,
        "SC_PAGESIZE": 4_096, "SC_PAGE_SIZE": 4_096, "SC_STREAM_MAX": 16, "SC_SYMLOOP_MAX": 40, "SC_TTY_NAME_MAX": 32,
        "SC_TZNAME_MAX": 6, "SC_VERSION": 200_809, "SC_2_VERSION": 200_809,
    ]
    private static let pathAnswers: [String: Int] = [
        "PC_2_SYMLINKS": 1, "PC_ALLOC_SIZE_MIN": 4_096, "PC_CHOWN_RESTRICTED": 1, "PC_FILESIZEBITS": 64,
        "PC_LINK_MAX": 65_000, "PC_MAX_CANON": 255, "PC_MAX_INPUT": 255, "PC_NAME_MAX": 255, "PC_NO_TRUNC": 1,
        "PC_PATH_MAX": 4_096, "PC_PIPE_BUF": 4_096, "PC_REC_MIN_XFER_SIZE": 4_096, "PC_REC_XFER_ALIGN": 4_096, "PC_VDISABLE": 0,
    ]
    /// The version of the C library is that of the worker, which the interpreter tells in other places as well.
    private static let texts = [
        "CS_PATH": "/bin:/usr/bin", "CS_GNU_LIBC_VERSION": libraryVersion,
    ]
    private static var libraryVersion: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            guard let text = buffer.baseAddress, confstr(Int32(_CS_GNU_LIBC_VERSION), text, buffer.count) > 0 else { return "" }
            return String(cString: text)
        }
    }
    private static let unbounded = -1

    /// The names that this platform has, by number.
    private struct Names {
        let table: KeptReference
        private let byNumber: [Int: String]

        /// Scripts may change a table that they see, so it is a copy.
        init(_ name: String, of real: borrowing PythonReference) throws(PythonError) {
            guard let original = try real.value(forKey: name) else {
                throw PythonError(.systemError, "the real posix module lacks \(name)")
            }
            let table = try original.copyOfDictionary()
            var byNumber: [Int: String] = [:]
            for name in try table.stringKeys() {
                if let number = try table.value(forKey: name)?.integer(), byNumber[number] == nil { byNumber[number] = name }
            }
            self.byNumber = byNumber
            self.table = KeptReference(table)
        }

        /// The name that an argument means, as a text or a number.
        func name(_ call: borrowing NativeCall, _ index: Int) throws(PythonError) -> String {
            let given = call.object(index)
            if given.isInteger {
                guard let name = try byNumber[given.integer()] else { throw PythonError.system(EINVAL) }
                return name
            }
            guard given.isString else {
                throw PythonError(.typeError, "configuration names must be strings or integers")
            }
            let name = try given.string()
            guard byNumber.values.contains(name) || isAlias(name) else {
                throw PythonError(.valueError, "unrecognized configuration name")
            }
            return name
        }

        /// Several names may share a number.
        private func isAlias(_ name: String) -> Bool { (try? table.reference.value(forKey: name)) ?? nil != nil }
    }

    func add(to module: borrowing NativeModule, real: borrowing PythonReference) throws(PythonError) {
        let system = system
        let namespace = try PythonModule.namespace(of: real)
        let systemNames = try Names("sysconf_names", of: namespace)
        let textNames = try Names("confstr_names", of: namespace)
        let pathNames = try Names("pathconf_names", of: namespace)
        for (name, names) in [("sysconf", systemNames), ("confstr", textNames), ("pathconf", pathNames)] {
            try module.object("\(name)_names", names.table.reference)
        }
        try module.function("sysconf", "(name, /)", "A fixed answer; -1 where there is no bound.") { call throws(PythonError) in
            let name = try systemNames.name(call, 0)
            if name == "SC_OPEN_MAX" { return try call.lock.integer(system.descriptors.limit) }
            return try call.lock.integer(Self.systemAnswers[name] ?? Self.unbounded)
        }
        try module.function("confstr", "(name, /)", "A fixed answer, or None.") { call throws(PythonError) in
            guard let text = try Self.texts[textNames.name(call, 0)] else { return call.lock.none }
            return try call.lock.string(text)
        }
        try module.function("pathconf", "(path, name)", "A bound of a file or folder; -1 where there is none.") {
            call throws(PythonError) in
            let path = try system.pathOrDescriptor(call, 0)
            let name = try pathNames.name(call, 1)
            if let descriptor = path.descriptor {
                _ = try system.descriptors.file(descriptor)
            } else {
                _ = try system.status(of: path, call, directoryDescriptor: nil, followingLink: true)
            }
            return try call.lock.integer(Self.pathAnswers[name] ?? Self.unbounded)
        }
        try module.function("fpathconf", "(fd, name, /)", "A bound of an open file; -1 where there is none.") {
            call throws(PythonError) in
            let name = try pathNames.name(call, 1)
            _ = try system.descriptors.file(system.descriptor(call, 0))
            return try call.lock.integer(Self.pathAnswers[name] ?? Self.unbounded)
        }
    }
}
