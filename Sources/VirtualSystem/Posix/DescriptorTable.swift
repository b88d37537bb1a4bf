internal import Glibc
internal import PythonRuntime

/// What stands behind a descriptor of the script. None of them is one of the kernel's.
final class OpenFile {
    enum Content {
        case stream
        case directory(TreePath)
        case bytes([UInt8], TreePath)
    }

    let content: Content
    var position = 0

    init(_ content: Content) {
        self.content = content
    }

    var directory: TreePath? {
        if case .directory(let path) = content { path } else { nil }
    }
}

/// The descriptors of a script: 0, 1 and 2 are its streams, the others what it opened in the tree.
final class DescriptorTable {
    /// One more than the highest descriptor.
    static let limit = 1024
    private var files: [Int: OpenFile]

    init() {
        files = [0: OpenFile(.stream), 1: OpenFile(.stream), 2: OpenFile(.stream)]
    }

    func file(_ descriptor: Int) throws(PythonError) -> OpenFile {
        guard let file = files[descriptor] else { throw PythonError.system(EBADF) }
        return file
    }

    /// Gives the lowest free number from 3 on, as Linux would while the streams are open.
    func add(_ content: OpenFile.Content) throws(PythonError) -> Int {
        guard let descriptor = (3..<Self.limit).first(where: { files[$0] == nil }) else {
            throw PythonError.system(EMFILE)
        }
        files[descriptor] = OpenFile(content)
        return descriptor
    }

    func close(_ descriptor: Int) throws(PythonError) {
        guard files.removeValue(forKey: descriptor) != nil else { throw PythonError.system(EBADF) }
    }
}
