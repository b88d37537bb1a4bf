internal import PythonRuntime

/// `pwd` and `grp`: the user that a script sees, as `os.getuid` and its kin name it, and root, which every system has.
/// Nothing is looked up.
enum UserModules {
    private struct Account {
        let name: String
        let number: Int
        let home: String
    }

    private static let accounts = [
        Account(name: "root", number: 0, home: "/root"), Account(name: "user", number: 1000, home: "/app"),
    ]
    private static let shell = "/bin/sh"

    static func makeUsers(functions: NativeFunctions, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule("pwd", "The users of the sandbox.", functions: functions, lock: lock)
        let type = try RecordType("pwd.struct_passwd", "A user, as getpwuid() and its kin tell of it.", fields: [
            ("pw_name", "user name"), ("pw_passwd", "password"), ("pw_uid", "user id"), ("pw_gid", "group id"),
            ("pw_gecos", "real name"), ("pw_dir", "home directory"), ("pw_shell", "shell program"),
        ])
        try module.object("struct_passwd", type.type.reference)
        func user(_ account: Account, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
            let fields = try lock.list()
            for text in [account.name, "x"] { try fields.append(lock.string(text)) }
            for _ in 0..<2 { try fields.append(lock.integer(account.number)) }
            for text in [account.name, account.home, shell] { try fields.append(lock.string(text)) }
            return try type.record(fields)
        }
        try module.function("getpwuid", "(uid, /)", "Return the user of this number.") { call throws(PythonError) in
            try user(numbered(call, "getpwuid(): uid"), call.lock)
        }
        try module.function("getpwnam", "(name, /)", "Return the user of this name.") { call throws(PythonError) in
            try user(named(call, "getpwnam"), call.lock)
        }
        try module.function("getpwall", "()", "Return a list of all users.") { call throws(PythonError) in
            let all = try call.lock.list()
            for account in accounts { try all.append(user(account, call.lock)) }
            return all
        }
        return module.finish()
    }

    static func makeGroups(functions: NativeFunctions, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule("grp", "The groups of the sandbox.", functions: functions, lock: lock)
        let type = try RecordType("grp.struct_group", "A group, as getgrgid() and its kin tell of it.", fields: [
            ("gr_name", "group name"), ("gr_passwd", "password"), ("gr_gid", "group id"), ("gr_mem", "group members"),
        ])
        try module.object("struct_group", type.type.reference)
        func group(_ account: Account, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
            let fields = try lock.list()
            for text in [account.name, "x"] { try fields.append(lock.string(text)) }
            try fields.append(lock.integer(account.number))
            try fields.append(lock.list())
            return try type.record(fields)
        }
        try module.function("getgrgid", "(id)", "Return the group of this number.") { call throws(PythonError) in
            try group(numbered(call, "getgrgid(): gid"), call.lock)
        }
        try module.function("getgrnam", "(name)", "Return the group of this name.") { call throws(PythonError) in
            try group(named(call, "getgrnam"), call.lock)
        }
        try module.function("getgrall", "()", "Return a list of all groups.") { call throws(PythonError) in
            let all = try call.lock.list()
            for account in accounts { try all.append(group(account, call.lock)) }
            return all
        }
        return module.finish()
    }

    private static func numbered(_ call: borrowing NativeCall, _ what: String) throws(PythonError) -> Account {
        let given = call.object(0)
        guard given.isInteger else {
            throw PythonError(.typeError, "\(what.suffix(3)) should be integer, not \(given.typeName())")
        }
        let wanted: Int
        do {
            wanted = try given.integer()
        } catch {
            throw PythonError(.keyError, "\(what) not found")
        }
        guard let account = accounts.first(where: { $0.number == wanted }) else {
            throw PythonError(.keyError, "\(what) not found: \(wanted)")
        }
        return account
    }

    private static func named(_ call: borrowing NativeCall, _ function: String) throws(PythonError) -> Account {
        let given = call.object(0)
        guard given.isString else {
            throw PythonError(.typeError, "\(function)() argument must be str, not \(given.typeName())")
        }
        let name = try given.fileSystemPath()
        guard let account = accounts.first(where: { $0.name.utf8.elementsEqual(name) }) else {
            throw PythonError(.keyError, "\(function)(): name not found: \(try given.representation())")
        }
        return account
    }
}
