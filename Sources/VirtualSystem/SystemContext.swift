internal import Glibc
internal import Policy
internal import PythonRuntime

/// What the virtual modules share: the files, the descriptors, and how they refuse.
final class SystemContext {
    let functions: NativeFunctions
    unowned let services: any InterpreterServices
    let files: FileNamespace
    let descriptors = DescriptorTable()
    let wakeup = Wakeup()
    var creationMask = 0o022

    init(functions: NativeFunctions, services: any InterpreterServices) {
        self.functions = functions
        self.services = services
        files = FileNamespace(tree: EmptyTree { [unowned services] in services.loadedSource(atPath: $0) })
        openStandardStreams()
    }

    /// A new run starts from the same state.
    func reset() {
        descriptors.reset()
        files.leaveForStart()
        creationMask = 0o022
        openStandardStreams()
    }

    private func openStandardStreams() {
        descriptors.set(0, InputDescriptor(services: services))
        descriptors.set(1, OutputDescriptor(.standardOutput, services: services))
        descriptors.set(2, OutputDescriptor(.standardError, services: services))
    }

    // MARK: Refusals

    /// The `OSError` for a failed operation; `subject` is what the script named, a path or a descriptor.
    func error(
        _ failure: FileError, _ verb: String, _ subject: borrowing PythonReference, lock: borrowing InterpreterLock
    ) -> PythonError {
        var text = String(cString: strerror(failure.number))
        if failure.number == EROFS {
            let name = (try? subject.representation()) ?? "a file"
            text = services.deny(
                operation: "\(verb) \(name)", rule: "the file grants",
                remedy: "this run was granted no files, and its tree is empty and read-only")
        }
        do {
            let arguments = try lock.tuple { items throws(PythonError) in
                try items.append(lock.integer(Int(failure.number)))
                try items.append(lock.string(text))
                if !subject.isNone { try items.append(subject.copy()) }
            }
            return .instance(try lock.exceptionClass(.osError).call(arguments: arguments, keywords: lock.none))
        } catch {
            return error
        }
    }

    /// A `PermissionError` for what no grant allows.
    func refusal(_ operation: String, rule: String, remedy: String) -> PythonError {
        .system(EPERM, note: services.deny(operation: operation, rule: rule, remedy: remedy))
    }

    /// A class or function of CPython's own built-ins.
    func builtin(_ name: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let builtins = try services.hiddenModule("builtins", lock: lock)
        guard let value = try PythonModule.namespace(of: builtins).value(forKey: name) else {
            throw PythonError(.systemError, "no built-in is named \(name)")
        }
        return value
    }

    /// Raises what an operation on a descriptor ends with.
    func onDescriptor<Result>(
        _ body: (DescriptorTable) throws(FileError) -> Result
    ) throws(PythonError) -> Result {
        do throws(FileError) {
            return try body(descriptors)
        } catch {
            throw .system(error.number)
        }
    }
}
