internal import Glibc
internal import PythonRuntime

/// What `open` does over a tree without files: the three streams, the sources of this run, and refusals.
final class FileOpener {
    private unowned let services: any InterpreterServices
    private let streams: StandardStreams
    private static let folders: Set<String> = ["/", "/app", "/tmp", ".", "..", "/app/", "/tmp/"]

    init(services: any InterpreterServices, streams: StandardStreams) {
        self.services = services
        self.streams = streams
    }

    func open(_ call: borrowing NativeCall) throws(PythonError) -> PythonReference {
        let mode = try FileMode(call.isGiven(1) ? call.string(1) : "r")
        let buffering = try call.integer(2, default: -1)
        guard mode.isText || !(call.hasValue(3) || call.hasValue(4) || call.hasValue(5)) else {
            throw PythonError(.valueError, "binary mode doesn't take an encoding, errors or newline argument")
        }
        if mode.isText, buffering == 0 { throw PythonError(.valueError, "can't have unbuffered text I/O") }
        let binary = try openBinary(call.object(0), mode: mode, lock: call.lock)
        guard mode.isText else { return binary }
        let arguments = try call.lock.list()
        try arguments.append(binary)
        try arguments.append(call.hasValue(3) ? call.object(3) : call.lock.string("utf-8"))
        try arguments.append(call.object(4))
        try arguments.append(call.object(5))
        let io = try services.hiddenModule("_io", lock: call.lock)
        return try io.attribute("TextIOWrapper").call(arguments: arguments.asTuple(), keywords: call.lock.none)
    }

    func openForReading(
        _ file: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        try openBinary(file, mode: FileMode("rb"), lock: lock)
    }

    private func openBinary(
        _ file: borrowing PythonReference, mode: FileMode, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let io = try services.hiddenModule("_io", lock: lock)
        if file.isInteger {
            let descriptor = try file.integer()
            guard (0...2).contains(descriptor) else { throw PythonError.system(EBADF) }
            let raw = try streams.raw(descriptor)
            return try io.attribute(descriptor == 0 ? "BufferedReader" : "BufferedWriter").call(raw)
        }
        let path = try path(of: file, lock: lock)
        if mode.isReading, let source = services.loadedSource(atPath: path) {
            return try io.attribute("BytesIO").call(lock.bytes(source))
        }
        throw refusal(ofPath: path, mode: mode)
    }

    func refusal(
        of file: borrowing PythonReference, mode: FileMode, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonError {
        if file.isInteger { return .system(EBADF) }
        return refusal(ofPath: try path(of: file, lock: lock), mode: mode)
    }

    private func refusal(ofPath path: String, mode: FileMode) -> PythonError {
        if Self.folders.contains(path) { return .system(EISDIR, path: path) }
        if mode.isReading { return .system(ENOENT, path: path) }
        return .system(EROFS, path: path, note: "Read-only file system: this run was granted no files")
    }

    private func path(of file: borrowing PythonReference, lock: borrowing InterpreterLock) throws(PythonError) -> String {
        let plain = try services.hiddenModule("posix", lock: lock).attribute("fspath").call(file)
        let text = plain.isString ? try plain.string() : String(decoding: try plain.bytes(), as: UTF8.self)
        if text.utf8.contains(0) { throw PythonError(.valueError, "embedded null byte") }
        return text
    }
}
