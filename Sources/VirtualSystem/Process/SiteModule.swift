internal import PythonRuntime

/// `site`: where packages would be installed, which no run has. Nothing is added to what can be imported.
enum SiteModule {
    private static let base = "/app/.local"

    static func make(functions: NativeFunctions, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule("site", "Places of installed packages; there are none.", functions: functions, lock: lock)
        let version = try PythonModule.systemNamespace(lock: lock).value(forKey: "version_info")
        let minor = try version?.attribute("minor").integer() ?? 0
        let packages = "\(base)/lib/python3.\(minor)/site-packages"
        try module.object("PREFIXES", lock.list(ofStrings: ["/stdlib"]))
        try module.object("ENABLE_USER_SITE", lock.bool(false))
        try module.string("USER_BASE", base, lock: lock)
        try module.string("USER_SITE", packages, lock: lock)
        try module.function("getsitepackages", "(prefixes=None)", "Return an empty list.") { call throws(PythonError) in
            try call.lock.list()
        }
        try module.function("getuserbase", "()", "Return where a user's own packages would be.") { call throws(PythonError) in
            try call.lock.string(base)
        }
        try module.function("getusersitepackages", "()", "Return where a user's own modules would be.") {
            call throws(PythonError) in try call.lock.string(packages)
        }
        try module.function("check_enableusersite", "()", "Return False: nothing is read from there.") {
            call throws(PythonError) in call.lock.bool(false)
        }
        try module.function("main", "()", "Does nothing.") { call throws(PythonError) in call.lock.none }
        return module.finish()
    }
}
