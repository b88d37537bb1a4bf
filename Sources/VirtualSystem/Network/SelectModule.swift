internal import Glibc
internal import PythonRuntime

/// `select` over in-memory sockets and pipes. There is no `poll` and no `epoll`: they would need real descriptors.
enum SelectModule {
    static func make(
        functions: NativeFunctions, system: PosixSystem, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule(
            "select", "Waiting on in-memory sockets.", functions: functions, lock: lock)
        try module.object("error", lock.exceptionClass(.osError))
        try module.function("select", "(rlist, wlist, xlist, timeout=None, /)", "Timeout in seconds; None for ever.") {
            call throws(PythonError) in
            let timeout = try TimeoutArgument.seconds(
                call.object(3), negativeMessage: "timeout must be non-negative")
            let readers = try SelectList(call.object(0), system.descriptors, lock: call.lock)
            let writers = try SelectList(call.object(1), system.descriptors, lock: call.lock)
            let exceptional = try SelectList(call.object(2), system.descriptors, lock: call.lock)
            if timeout != 0 { system.output.flush() }
            try wait(readers, writers, timeout, call.lock)

            let monitor = SocketPairs.shared.monitor
            let readable = monitor.withLock { readers.targets.map(\.isReadable) }
            let writable = monitor.withLock { writers.targets.map(\.isWritable) }
            let none = exceptional.targets.map { _ in false }
            let result = try call.lock.list()
            try result.append(readers.ready(readable, lock: call.lock))
            try result.append(writers.ready(writable, lock: call.lock))
            try result.append(exceptional.ready(none, lock: call.lock))
            return try result.asTuple()
        }
        return module.finish()
    }

    private static func wait(
        _ readers: SelectList, _ writers: SelectList, _ timeout: Double?, _ lock: borrowing InterpreterLock
    ) throws(PythonError) {
        let monitor = SocketPairs.shared.monitor
        let isReady = {
            readers.targets.contains(where: \.isReadable) || writers.targets.contains(where: \.isWritable)
        }
        // Giving up the interpreter lock lets the thread run that is to write.
        let deadline = Deadline(after: timeout)
        while !lock.released({ monitor.wait(until: deadline, isReady) }), !deadline.isOver { try lock.checkInterrupts() }
    }
}

/// One of the lists that `select` is given: the script's objects, and what they stand for.
final class SelectList {
    let targets: [SelectTarget]
    private let objects: PythonReference

    init(
        _ sequence: borrowing PythonReference, _ descriptors: DescriptorTable, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        let objects = try lock.list()
        var targets: [SelectTarget] = []
        try sequence.forEach { object throws(PythonError) in
            targets.append(try SelectTarget(descriptors.file(Self.descriptor(of: object))))
            try objects.append(object.copy())
        }
        self.targets = targets
        self.objects = objects
    }

    /// The objects whose targets are ready, themselves.
    func ready(_ flags: [Bool], lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let result = try lock.list()
        for (index, isReady) in flags.enumerated() where isReady {
            try result.append(objects.item(index))
        }
        return result
    }

    private static func descriptor(of object: borrowing PythonReference) throws(PythonError) -> Int {
        let number: Int
        if object.isInteger {
            number = try object.integer()
        } else if let method = try object.attributeIfPresent("fileno") {
            let result = try method.call()
            guard result.isInteger else { throw PythonError(.typeError, "fileno() returned a non-integer") }
            number = try result.integer()
        } else {
            throw PythonError(.typeError, "argument must be an int, or have a fileno() method.")
        }
        guard number >= 0 else {
            throw PythonError(.valueError, "file descriptor cannot be a negative integer (\(number))")
        }
        return number
    }
}

enum SelectTarget {
    case end(SocketEnd)
    /// Streams and files: never waited for.
    case ready

    init(_ description: OpenDescription) {
        if case .end(let end) = description { self = .end(end) } else { self = .ready }
    }

    var isReadable: Bool {
        if case .end(let end) = self { end.isReadable } else { true }
    }

    var isWritable: Bool {
        if case .end(let end) = self { end.isWritable } else { true }
    }
}
