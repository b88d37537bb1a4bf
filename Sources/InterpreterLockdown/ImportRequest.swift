internal import PythonRuntime
internal import VirtualSystem

/// The arguments of one `__import__` call, read from their own storage: a `str` subclass cannot lie.
struct ImportRequest: ~Copyable {
    let name: String
    let level: Int
    let fromList: PythonReference
    private let globals: PythonReference

    init(_ call: borrowing NativeCall) throws(PythonError) {
        let name = try call.string(0)
        let level = try call.integer(4, default: 0)
        if level < 0 { throw PythonError(.valueError, "level must be >= 0") }
        if level == 0, name.isEmpty { throw PythonError(.valueError, "Empty module name") }
        self.name = name
        self.level = level
        globals = call.object(1)
        fromList = call.object(3)
    }

    func hasFromList() throws(PythonError) -> Bool {
        if fromList.isNone { return false }
        return try fromList.isTrue()
    }

    /// The name without leading dots. A forged `__package__` only forges which whitelisted name is meant.
    func absoluteName() throws(PythonError) -> String {
        guard level > 0 else { return name }
        guard globals.isDictionary, let package = try globals.value(forKey: "__package__"), package.isString else {
            throw PythonError(.importError, "attempted relative import with no known parent package")
        }
        let packageName = try package.string()
        if packageName.isEmpty || packageName.first == "." {
            throw PythonError(.importError, "attempted relative import with no known parent package")
        }
        return try RelativeName.resolve(name, level: level, in: packageName)
    }
}
