internal import Glibc
internal import Policy
internal import PythonRuntime
internal import VirtualFileSystem

/// What stands behind a descriptor of the script. None of them is one of the kernel's.
enum OpenDescription {
    case input
    case output(OutputStream)
    case file(OpenFile)
    case source(LoadedSource)
    case end(SocketEnd)

    var directory: OpenFile? {
        if case .file(let file) = self, file.kind == .directory { file } else { nil }
    }
}

/// The descriptors of a script: 0, 1 and 2 are its streams, others what it opened in the tree; those of
/// sockets and pipes stand in `SocketPairs`.
final class DescriptorTable {
    /// Far beyond any real descriptor: C code that shows a traceback asks a file of ours for its number, and
    /// then reads from the descriptor of the process.
    static let firstNumber = 500_000
    static let mostNumbers = 1 << 20
    /// How many may be open at a time.
    var limit = 1_024
    private var files: [Int: OpenDescription] = [
        0: .input, 1: .output(.standardOutput), 2: .output(.standardError),
    ]
    /// Numbers that a process would inherit, were there any.
    private var inheritable: Set<Int> = [0, 1, 2]
    /// No number from the first one to this is free.
    private var lowestFree = firstNumber

    func find(_ descriptor: Int) -> OpenDescription? {
        files[descriptor] ?? SocketPairs.shared.end(descriptor).map { .end($0) }
    }

    func file(_ descriptor: Int) throws(PythonError) -> OpenDescription {
        guard let found = find(descriptor) else { throw PythonError.system(EBADF) }
        return found
    }

    /// The file of the tree behind a descriptor; what else there is throws `otherwise`.
    func treeFile(_ descriptor: Int, otherwise number: Int32 = EINVAL) throws(PythonError) -> OpenFile {
        guard case .file(let file) = try file(descriptor) else { throw PythonError.system(number) }
        return file
    }

    /// To be asked before something is opened, so that nothing is made that then has no number.
    var hasRoom: Bool { files.count < min(limit, Self.mostNumbers) }

    /// Gives the lowest free number.
    func add(_ description: OpenDescription) throws(PythonError) -> Int {
        guard hasRoom else { throw PythonError.system(EMFILE) }
        while files[lowestFree] != nil { lowestFree += 1 }
        files[lowestFree] = description
        return lowestFree
    }

    /// Another number for what a descriptor stands for.
    func duplicate(_ descriptor: Int) throws(PythonError) -> Int {
        let description = try file(descriptor)
        guard case .end(let end) = description else { return try add(description) }
        guard let duplicate = SocketPairs.shared.duplicate(end) else { throw PythonError.system(EMFILE) }
        return duplicate
    }

    /// Lets a number that may be in use stand for what another one does.
    func duplicate(_ descriptor: Int, as number: Int, isInheritable: Bool) throws(PythonError) {
        let description = try file(descriptor)
        if descriptor != number { try set(number, to: description) }
        setInheritable(number, isInheritable)
    }

    /// Gives a number that may be in use another meaning.
    func set(_ number: Int, to description: OpenDescription) throws(PythonError) {
        let numbers = Self.firstNumber..<(Self.firstNumber + Self.mostNumbers)
        guard (0...2).contains(number) || numbers.contains(number) || find(number) != nil else {
            throw PythonError.system(EBADF)
        }
        guard files[number] != nil || hasRoom else { throw PythonError.system(EMFILE) }
        if case .end(let end) = description { SocketPairs.shared.retain(end) }
        try? close(number)
        files[number] = description
    }

    func close(_ descriptor: Int) throws(PythonError) {
        if let closed = files.removeValue(forKey: descriptor) {
            if case .end(let end) = closed { SocketPairs.shared.release(end) }
            if descriptor >= Self.firstNumber { lowestFree = min(lowestFree, descriptor) }
        } else if !SocketPairs.shared.close(descriptor) {
            throw PythonError.system(EBADF)
        }
        inheritable.remove(descriptor)
    }

    func isInheritable(_ descriptor: Int) -> Bool { inheritable.contains(descriptor) }

    /// The descriptor is known to be open.
    func setInheritable(_ descriptor: Int, _ isInheritable: Bool) {
        if isInheritable { inheritable.insert(descriptor) } else { inheritable.remove(descriptor) }
    }

    /// Closes what is open among these.
    func close(in range: Range<Int>) {
        for descriptor in files.keys where range.contains(descriptor) { try? close(descriptor) }
        SocketPairs.shared.close(in: range)
    }
}
