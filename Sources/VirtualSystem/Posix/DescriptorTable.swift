internal import Glibc
internal import Policy
internal import PythonRuntime

/// What stands behind a descriptor of the script. None of them is one of the kernel's.
final class OpenFile {
    enum Content {
        case input
        case output(OutputStream)
        case directory(TreePath)
        case bytes([UInt8], TreePath)
        case end(SocketEnd)
    }

    let content: Content
    /// In bytes, within `bytes` and `directory`.
    var position = 0

    init(_ content: Content) {
        self.content = content
    }

    var directory: TreePath? {
        if case .directory(let path) = content { path } else { nil }
    }
}

/// The descriptors of a script: 0, 1 and 2 are its streams, others what it opened in the tree; those of
/// sockets and pipes stand in `SocketPairs`.
final class DescriptorTable {
    /// Far beyond any real descriptor: C code that shows a traceback asks a file of ours for its number, and
    /// then reads from the descriptor of the process.
    static let numbers = 500_000..<501_024
    private var files: [Int: OpenFile]

    init() {
        files = [
            0: OpenFile(.input), 1: OpenFile(.output(.standardOutput)), 2: OpenFile(.output(.standardError)),
        ]
    }

    func file(_ descriptor: Int) throws(PythonError) -> OpenFile {
        if let file = files[descriptor] { return file }
        guard let end = SocketPairs.shared.end(descriptor) else { throw PythonError.system(EBADF) }
        return OpenFile(.end(end))
    }

    /// Gives the lowest free number.
    func add(_ content: OpenFile.Content) throws(PythonError) -> Int {
        guard let descriptor = Self.numbers.first(where: { files[$0] == nil }) else {
            throw PythonError.system(EMFILE)
        }
        files[descriptor] = OpenFile(content)
        return descriptor
    }

    func close(_ descriptor: Int) throws(PythonError) {
        guard files.removeValue(forKey: descriptor) != nil || SocketPairs.shared.close(descriptor) else {
            throw PythonError.system(EBADF)
        }
    }

    /// Closes what is open among these.
    func close(in range: Range<Int>) {
        for descriptor in range.clamped(to: 0..<3) { files[descriptor] = nil }
        for descriptor in range.clamped(to: Self.numbers) { files[descriptor] = nil }
        SocketPairs.shared.close(in: range)
    }
}
