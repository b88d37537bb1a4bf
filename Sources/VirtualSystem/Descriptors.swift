internal import Glibc
internal import Policy
internal import PythonRuntime

/// What stands behind a number that scripts take for a file descriptor. None is one of the process.
protocol OpenDescriptor: AnyObject {
    var attributes: FileAttributes { get }
    var canRead: Bool { get }
    var canWrite: Bool { get }
    /// Whether a read, or a write, would not wait.
    var isReadyToRead: Bool { get }
    var isReadyToWrite: Bool { get }
    var isBlocking: Bool { get set }
    /// Empty at the end.
    func read(atMost count: Int, lock: borrowing InterpreterLock) throws(FileError) -> [UInt8]
    func write(_ bytes: [UInt8], lock: borrowing InterpreterLock) throws(FileError) -> Int
    /// The new position.
    func seek(by offset: Int, from origin: SeekOrigin) throws(FileError) -> Int
    func truncate(to size: Int) throws(FileError)
    func close()
}

enum SeekOrigin: Int {
    case start, current, end
}

extension OpenDescriptor {
    var isReadyToRead: Bool { true }
    var isReadyToWrite: Bool { true }
    func seek(by offset: Int, from origin: SeekOrigin) throws(FileError) -> Int { throw FileError(ESPIPE) }
    func truncate(to size: Int) throws(FileError) { throw FileError(EINVAL) }
    func close() {}
}

/// The numbers in use. Changes only under the interpreter lock.
final class DescriptorTable {
    private var open: [Int: any OpenDescriptor] = [:]

    static let first = 3

    subscript(number: Int) -> (any OpenDescriptor)? { open[number] }

    func descriptor(_ number: Int) throws(FileError) -> any OpenDescriptor {
        guard let descriptor = open[number] else { throw FileError(EBADF) }
        return descriptor
    }

    /// Takes the lowest free number.
    func add(_ descriptor: any OpenDescriptor) throws(FileError) -> Int {
        var number = Self.first
        while open[number] != nil { number += 1 }
        guard number < 1024 else { throw FileError(EMFILE) }
        open[number] = descriptor
        return number
    }

    func set(_ number: Int, _ descriptor: any OpenDescriptor) {
        open[number] = descriptor
    }

    func close(_ number: Int) throws(FileError) {
        guard let descriptor = open.removeValue(forKey: number) else { throw FileError(EBADF) }
        descriptor.close()
    }

    func reset() {
        open = [:]
    }
}

/// `sys.stdout` and `sys.stderr`: the host's.
final class OutputDescriptor: OpenDescriptor {
    /// Below this, passing the interpreter lock on would cost more than it gives: another thread
    /// computes, and gets it back only after a whole switch interval.
    private static let smallWrite = 4096

    private let stream: OutputStream
    private let services: any InterpreterServices
    var isBlocking = true

    init(_ stream: OutputStream, services: any InterpreterServices) {
        self.stream = stream
        self.services = services
    }

    var attributes: FileAttributes { FileAttributes(kind: .pipe, permissions: 0o600, identifier: Int(stream.rawValue) + 8) }
    var canRead: Bool { false }
    var canWrite: Bool { true }

    func read(atMost count: Int, lock: borrowing InterpreterLock) throws(FileError) -> [UInt8] { throw FileError(EBADF) }

    func write(_ bytes: [UInt8], lock: borrowing InterpreterLock) throws(FileError) -> Int {
        guard let host = services.host, !bytes.isEmpty else { return bytes.count }
        if bytes.count < Self.smallWrite {
            bytes.withUnsafeBytes { host.write($0, to: stream) }
        } else {
            lock.released { bytes.withUnsafeBytes { host.write($0, to: stream) } }
        }
        return bytes.count
    }
}

/// `sys.stdin`: the host's, or empty where it is not granted.
final class InputDescriptor: OpenDescriptor {
    private let services: any InterpreterServices
    private var isAtEnd = false
    var isBlocking = true

    init(services: any InterpreterServices) {
        self.services = services
    }

    var attributes: FileAttributes { FileAttributes(kind: .pipe, permissions: 0o600, identifier: 8) }
    var canRead: Bool { true }
    var canWrite: Bool { false }

    func read(atMost count: Int, lock: borrowing InterpreterLock) throws(FileError) -> [UInt8] {
        guard services.policy.grantsStandardInput, count > 0, !isAtEnd, let host = services.host else { return [] }
        let limit = min(count, 1 << 16)
        let bytes = lock.released { host.readStandardInput(atMost: limit) }
        if bytes.isEmpty { isAtEnd = true }
        return Array(bytes.prefix(count))
    }

    func write(_ bytes: [UInt8], lock: borrowing InterpreterLock) throws(FileError) -> Int { throw FileError(EBADF) }
}

/// A file of the tree, with the position of one opening.
final class FileDescriptor: OpenDescriptor {
    private let file: any OpenFile
    private let access: FileAccess
    private var position = 0
    var isBlocking = true

    init(_ file: any OpenFile, access: FileAccess) {
        self.file = file
        self.access = access
    }

    var attributes: FileAttributes { file.attributes }
    var canRead: Bool { access.reads }
    var canWrite: Bool { access.writes }

    func read(atMost count: Int, lock: borrowing InterpreterLock) throws(FileError) -> [UInt8] {
        guard access.reads else { throw FileError(EBADF) }
        let bytes = try file.read(atMost: count, at: position)
        position += bytes.count
        return bytes
    }

    func write(_ bytes: [UInt8], lock: borrowing InterpreterLock) throws(FileError) -> Int {
        guard access.writes else { throw FileError(EBADF) }
        if access.appends { position = file.attributes.size }
        let count = try file.write(bytes, at: position)
        position += count
        return count
    }

    func seek(by offset: Int, from origin: SeekOrigin) throws(FileError) -> Int {
        let base =
            switch origin {
            case .start: 0
            case .current: position
            case .end: file.attributes.size
            }
        let (target, overflow) = base.addingReportingOverflow(offset)
        guard !overflow, target >= 0 else { throw FileError(EINVAL) }
        position = target
        return target
    }

    func truncate(to size: Int) throws(FileError) {
        guard access.writes, size >= 0 else { throw FileError(EINVAL) }
        try file.truncate(to: size)
    }
}

/// A folder that was opened: a starting point for `dir_fd`.
final class DirectoryDescriptor: OpenDescriptor {
    let path: AbsolutePath
    let attributes: FileAttributes
    var isBlocking = true

    init(_ path: AbsolutePath, _ attributes: FileAttributes) {
        self.path = path
        self.attributes = attributes
    }

    var canRead: Bool { true }
    var canWrite: Bool { false }
    func read(atMost count: Int, lock: borrowing InterpreterLock) throws(FileError) -> [UInt8] { throw FileError(EISDIR) }
    func write(_ bytes: [UInt8], lock: borrowing InterpreterLock) throws(FileError) -> Int { throw FileError(EBADF) }
}

/// One end of a socket pair or pipe.
final class QueueDescriptor: OpenDescriptor {
    let incoming: ByteQueue?
    let outgoing: ByteQueue?
    let isSocket: Bool
    private let wakeup: Wakeup
    var isBlocking = true
    /// Seconds; `nil` waits for ever.
    var timeout: Double?

    init(incoming: ByteQueue?, outgoing: ByteQueue?, isSocket: Bool, wakeup: Wakeup) {
        self.incoming = incoming
        self.outgoing = outgoing
        self.isSocket = isSocket
        self.wakeup = wakeup
    }

    static func pair(wakeup: Wakeup) -> (QueueDescriptor, QueueDescriptor) {
        let there = ByteQueue(wakeup: wakeup)
        let back = ByteQueue(wakeup: wakeup)
        return (
            QueueDescriptor(incoming: back, outgoing: there, isSocket: true, wakeup: wakeup),
            QueueDescriptor(incoming: there, outgoing: back, isSocket: true, wakeup: wakeup)
        )
    }

    static func pipe(wakeup: Wakeup) -> (read: QueueDescriptor, write: QueueDescriptor) {
        let queue = ByteQueue(wakeup: wakeup)
        return (
            QueueDescriptor(incoming: queue, outgoing: nil, isSocket: false, wakeup: wakeup),
            QueueDescriptor(incoming: nil, outgoing: queue, isSocket: false, wakeup: wakeup)
        )
    }

    var attributes: FileAttributes {
        FileAttributes(kind: isSocket ? .socket : .pipe, permissions: 0o600, identifier: 12)
    }
    var canRead: Bool { incoming != nil }
    var canWrite: Bool { outgoing != nil }
    var isReadyToRead: Bool { incoming?.hasNews ?? false }
    var isReadyToWrite: Bool { outgoing?.hasRoom ?? false }

    func read(atMost count: Int, lock: borrowing InterpreterLock) throws(FileError) -> [UInt8] {
        try receive(atMost: count, leavingThem: false, lock: lock)
    }

    func receive(atMost count: Int, leavingThem: Bool, lock: borrowing InterpreterLock) throws(FileError) -> [UInt8] {
        guard let incoming else { throw FileError(EBADF) }
        try wait(lock) { incoming.hasNews }
        return incoming.take(atMost: count, leavingThem: leavingThem)
    }

    func write(_ bytes: [UInt8], lock: borrowing InterpreterLock) throws(FileError) -> Int {
        guard let outgoing else { throw FileError(EBADF) }
        if outgoing.isAbandoned || outgoing.isFinished { throw FileError(EPIPE) }
        guard !bytes.isEmpty else { return 0 }
        try wait(lock) { outgoing.hasRoom }
        if outgoing.isAbandoned { throw FileError(EPIPE) }
        return outgoing.append(bytes)
    }

    /// A timeout ends as ETIMEDOUT, which Python raises as TimeoutError.
    private func wait(_ lock: borrowing InterpreterLock, _ isReady: () -> Bool) throws(FileError) {
        if isReady() { return }
        guard isBlocking else { throw FileError(EAGAIN) }
        guard wakeup.wait(until: timeout.map { Deadline(after: $0) }, lock: lock, isReady: isReady) else {
            throw FileError(ETIMEDOUT)
        }
    }

    func shutDown(reading: Bool, writing: Bool) {
        if reading { incoming?.finish() }
        if writing { outgoing?.finish() }
    }

    func close() {
        incoming?.abandon()
        outgoing?.finish()
    }
}
