internal import CPython
internal import CPythonShims
internal import Policy
internal import PythonRuntime

/// Databases in memory only. `ATTACH` and `VACUUM INTO` name files in SQL, below every audit event, so
/// each connection carries an authorizer of ours that no script can replace.
enum TamedSQLite {
    private static let removedMethods = [
        "set_authorizer", "enable_load_extension", "load_extension", "setlimit", "set_trace_callback",
    ]

    static func tame(_ namespace: borrowing PythonReference, _ functions: NativeFunctions) throws(PythonError) {
        guard let connection = try namespace.value(forKey: "Connection"), let context = LockdownContext.current else {
            return
        }
        let dictionary = PythonReference(retaining: spy_type_dictionary(connection.pointer))
        context.originalSetAuthorizer = try dictionary.value(forKey: "set_authorizer")?.release()
        context.originalConnectionInitialise = spy_type_init(connection.pointer)
        context.connectionInTransaction = try dictionary.value(forKey: "in_transaction")?.release()
        context.sqliteAuthorizer = try authorizer(functions).release()
        for name in removedMethods { try dictionary.removeValue(forKey: name) }
        spy_type_set_init(connection.pointer, initialiseConnection)
        if let wrapper = try dictionary.value(forKey: "__init__") {
            _ = spy_wrapper_replace(wrapper.pointer, unsafeBitCast(initialiseConnection, to: UnsafeMutableRawPointer.self))
        }
        spy_type_modified(connection.pointer)
        try namespace.removeValue(forKey: "enable_shared_cache")
    }

    private static func authorizer(_ functions: NativeFunctions) throws(PythonError) -> PythonReference {
        let allow = 0, deny = 1
        let attach = 24, detach = 25, pragma = 19, function = 31
        // These pragmas name folders, or move temporary tables to files.
        let refusedPragmas: Set<String> = ["temp_store_directory", "data_store_directory", "temp_store", "journal_mode"]
        return try functions.type.function("authorizer", "(action, first, second, database, trigger)", "") {
            call throws(PythonError) in
            let action = try call.integer(0)
            let first = call.hasValue(1) ? try call.string(1).lowercased() : ""
            let second = call.hasValue(2) ? try call.string(2).lowercased() : ""
            // fts3_tokenizer hands out, and takes, the address of native code.
            let refusedFunctions = ["load_extension", "fts3_tokenizer"]
            let isOwnPragma = first == "temp_store" && second == "memory"
            let isRefused =
                action == attach || action == detach
                || (action == pragma && refusedPragmas.contains(first) && !isOwnPragma)
                || (action == function && refusedFunctions.contains(second))
            return try call.lock.integer(isRefused ? deny : allow)
        }
    }
}

private let initialiseConnection: initproc = { connection, arguments, keywords in
    guard let connection, let arguments, let context = LockdownContext.current else { return -1 }
    return returningStatusToPython { () throws(PythonError) in
        let positional = PythonReference(retaining: arguments)
        var database: PythonReference?
        if try positional.count() > 0 {
            database = try positional.tupleItem(0)
        } else if let keywords {
            database = try PythonReference(retaining: keywords).value(forKey: "database")
        }
        guard let database, database.isString, try database.string() == ":memory:" else {
            let text = context.denials.deny(
                layer: .language, operation: "sqlite3.connect to a file", rule: "the tamed module '_sqlite3'",
                remedy: "only the database ':memory:' can be opened; what iterdump() says of it can be kept in a file")
            throw PythonError(.permissionError, text)
        }
        guard let initialise = context.originalConnectionInitialise, let setAuthorizer = context.originalSetAuthorizer,
            let authorizer = context.sqliteAuthorizer
        else { throw PythonError(.systemError, "sqlite3 is not tamed") }
        // Made anew, a connection frees what other threads execute with, the authorizer included.
        guard !isOpen(connection, context) else {
            throw PythonError(.permissionError, "an open connection is not initialised again in this sandbox")
        }
        // `uri=True` would give ':memory:' no other meaning.
        try checked(initialise(connection, arguments, keywords))
        // First of all: whatever executes a statement runs code of a script's subclass, and other threads.
        _ = try PythonReference(retaining: setAuthorizer).call(
            PythonReference(retaining: connection), PythonReference(retaining: authorizer))
        // Large temporary tables would go to a file of the host.
        try checked(spy_execute_sql(connection, "PRAGMA temp_store = MEMORY"))
    }
}

/// Only an open connection answers whether a transaction is under way.
private func isOpen(_ connection: ObjectPointer, _ context: LockdownContext) -> Bool {
    guard let getter = context.connectionInTransaction.map({ PythonReference(retaining: $0) }) else { return true }
    return (try? getter.attribute("__get__").call(PythonReference(retaining: connection))) != nil
}
