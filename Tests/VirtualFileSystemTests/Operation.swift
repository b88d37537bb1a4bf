import TreeProbe

/// One call, for either tree. Its arguments mean what they mean to the call.
struct Operation: CustomStringConvertible {
    var code: tree_operation
    var slot: Int32 = 0
    var base: Int32 = -1
    var otherBase: Int32 = -1
    var flags: Int32 = 0
    var mode: UInt32 = 0
    var offset = 0
    var length = 0
    var path: [UInt8] = []
    var other: [UInt8] = []

    var description: String {
        let shorten = { (bytes: [UInt8]) in
            bytes.count > 60 || bytes.contains { $0 < 32 || $0 > 126 }
                ? "<\(bytes.count) bytes, \(bytes[0])>" : String(decoding: bytes, as: UTF8.self)
        }
        return "\(Self.names[Int(code.rawValue)]) slot=\(slot) base=\(base),\(otherBase) flags=0o\(String(flags, radix: 8))"
            + " mode=0o\(String(mode, radix: 8)) offset=\(offset) length=\(length)"
            + " path=\(shorten(path)) other=\(shorten(other))"
    }

    static let names = [
        "open", "close", "read", "pread", "write", "pwrite", "seek", "ftruncate", "allocate", "fstat", "fchmod",
        "fchown", "futimes", "fsync", "fchdir", "setFlags", "fstatfs", "stat", "mkdir", "mkfifo", "symlink", "link",
        "unlink", "rmdir", "rename", "chmod", "chown", "utimes", "truncate", "access", "readlink", "chdir", "getcwd",
        "umask", "statfs", "list", "snapshot",
    ]
}

struct Outcome: Equatable {
    var value = 0
    var error: Int32 = 0
    var bytes: [UInt8] = []

    /// As text, without the lines that another outcome has as well.
    func text(without other: Outcome) -> String {
        let lines = bytes.split(separator: 10)
        let others = Set(other.bytes.split(separator: 10))
        let shown = lines.filter { !others.contains($0) }.map { line in
            String(decoding: line.prefix(300).filter { $0 >= 32 && $0 < 127 }, as: UTF8.self)
        }
        return "value=\(value) errno=\(error) \(shown.joined(separator: "\n    "))"
    }
}

/// Something that calls can be made of.
protocol Kernel: AnyObject {
    func perform(_ operation: Operation) throws -> Outcome
}
