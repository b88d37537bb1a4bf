internal import PythonRuntime

/// `pwd` and `grp`: the one user that a script sees, as `os.getuid` and its kin name it. Nothing is looked up.
enum UserModules {
    private static let name = "user"
    private static let number = 1000
    private static let home = "/app"
    private static let shell = "/bin/sh"

    static func makeUsers(functions: NativeFunctions, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule("pwd", "The one user of the sandbox.", functions: functions, lock: lock)
        let type = try RecordType("pwd.struct_passwd", "A user, as getpwuid() and its kin tell of it.", fields: [
            ("pw_name", "user name"), ("pw_passwd", "password"), ("pw_uid", "user id"), ("pw_gid", "group id"),
            ("pw_gecos", "real name"), ("pw_dir", "home directory"), ("pw_shell", "shell program"),
        ])
        try module.object("struct_passwd", type.type.reference)
        @Sendable func user(_ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
            let fields = try lock.list()
            for text in [name, "x"] { try fields.append(lock.string(text)) }
            for _ in 0..<2 { try fields.append(lock.integer(number)) }
            for text in [name, home, shell] { try fields.append(lock.string(text)) }
            return fields
        }
        try module.function("getpwuid", "(uid, /)", "Return the user of this number.") { call throws(PythonError) in
            try requireNumber(call, "getpwuid(): uid")
            return try type.record(user(call.lock))
        }
        try module.function("getpwnam", "(name, /)", "Return the user of this name.") { call throws(PythonError) in
            try requireName(call, "getpwnam")
            return try type.record(user(call.lock))
        }
        try module.function("getpwall", "()", "Return a list of the one user.") { call throws(PythonError) in
            let all = try call.lock.list()
            try all.append(type.record(user(call.lock)))
            return all
        }
        return module.finish()
    }

    static func makeGroups(functions: NativeFunctions, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule("grp", "The group of the one user of the sandbox.", functions: functions, lock: lock)
        let type = try RecordType("grp.struct_group", "A group, as getgrgid() and its kin tell of it.", fields: [
            ("gr_name", "group name"), ("gr_passwd", "password"), ("gr_gid", "group id"), ("gr_mem", "group members"),
        ])
        try module.object("struct_group", type.type.reference)
        @Sendable func group(_ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
            let fields = try lock.list()
            for text in [name, "x"] { try fields.append(lock.string(text)) }
            try fields.append(lock.integer(number))
            try fields.append(lock.list())
            return fields
        }
        try module.function("getgrgid", "(id)", "Return the group of this number.") { call throws(PythonError) in
            try requireNumber(call, "getgrgid(): gid")
            return try type.record(group(call.lock))
        }
        try module.function("getgrnam", "(name)", "Return the group of this name.") { call throws(PythonError) in
            try requireName(call, "getgrnam")
            return try type.record(group(call.lock))
        }
        try module.function("getgrall", "()", "Return a list of the one group.") { call throws(PythonError) in
            let all = try call.lock.list()
            try all.append(type.record(group(call.lock)))
            return all
        }
        return module.finish()
    }

    private static func requireNumber(_ call: borrowing NativeCall, _ what: String) throws(PythonError) {
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
        guard wanted == number else { throw PythonError(.keyError, "\(what) not found: \(wanted)") }
    }

    private static func requireName(_ call: borrowing NativeCall, _ function: String) throws(PythonError) {
        let given = call.object(0)
        guard given.isString else {
            throw PythonError(.typeError, "\(function)() argument must be str, not \(given.typeName())")
        }
        if try given.fileSystemPath().elementsEqual(name.utf8) { return }
        throw PythonError(.keyError, "\(function)(): name not found: \(try given.representation())")
    }
}
