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

    /// Gives a number that may be in use another meaning, as `dup2` does.
    func set(_ descriptor: Int, to description: OpenDescription) throws(PythonError) {
        let numbers = Self.firstNumber..<(Self.firstNumber + Self.mostNumbers)
        guard (0...2).contains(descriptor) || numbers.contains(descriptor) else { throw PythonError.system(EBADF) }
        guard files[descriptor] != nil || hasRoom else { throw PythonError.system(EMFILE) }
        files[descriptor] = description
    }

    func close(_ descriptor: Int) throws(PythonError) {
        if files.removeValue(forKey: descriptor) != nil {
            if descriptor >= Self.firstNumber { lowestFree = min(lowestFree, descriptor) }
        } else if !SocketPairs.shared.close(descriptor) {
            throw PythonError.system(EBADF)
        }
    }

    /// Closes what is open among these.
    func close(in range: Range<Int>) {
        for descriptor in files.keys where range.contains(descriptor) { try? close(descriptor) }
        SocketPairs.shared.close(in: range)
    }
}
