import Glibc
@testable import VirtualFileSystem

/// What tests would otherwise write again and again.
extension VirtualFileSystem {
    func makeDirectory(_ path: String, mode: Int = 0o777) throws(FileError) {
        try makeDirectory(Array(path.utf8), mode: mode)
    }

    func put(_ path: String, _ text: String = "foreign", mode: Int = 0o666) throws(FileError) {
        let file = try open(Array(path.utf8), [.writeOnly, .create, .truncate], mode: mode)
        _ = try Array(text.utf8).withRawBytes { bytes throws(FileError) in try file.write(from: bytes) }
        try file.changeMode(to: mode & ~creationMask)
    }

    func text(_ path: String) throws(FileError) -> String {
        try open(Array(path.utf8), []).text()
    }

    func names(_ path: String) throws(FileError) -> [String] {
        try entries(of: Array(path.utf8)).map { String(decoding: $0.name.bytes, as: UTF8.self) }
    }

    func status(_ path: String, following: Bool = true) throws(FileError) -> FileStatus {
        try status(of: Array(path.utf8), followingLastLink: following)
    }
}

extension OpenFile {
    func text() throws(FileError) -> String {
        var all: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = try room.withRoom { room throws(FileError) in try read(into: room) }
            if count == 0 { return String(decoding: all, as: UTF8.self) }
            all += room.prefix(count)
        }
    }

    @discardableResult
    func write(_ text: String) throws(FileError) -> Int {
        try Array(text.utf8).withRawBytes { bytes throws(FileError) in try write(from: bytes) }
    }

    @discardableResult
    func write(_ text: String, at offset: Int) throws(FileError) -> Int {
        try Array(text.utf8).withRawBytes { bytes throws(FileError) in try write(at: offset, from: bytes) }
    }
}

/// The error number of what fails, 0 of what does not.
func failure(_ body: () throws -> Void) -> Int32 {
    do {
        try body()
        return 0
    } catch {
        return (error as? FileError)?.number ?? -1
    }
}

extension [UInt8] {
    /// `withUnsafeBytes` forgets what kind of error its body throws.
    func withRawBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        try withUnsafeBufferPointer { bytes throws(FileError) in try body(UnsafeRawBufferPointer(bytes)) }
    }

    mutating func withRoom<Result>(
        _ body: (UnsafeMutableRawBufferPointer) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        try withUnsafeMutableBufferPointer { room throws(FileError) in try body(UnsafeMutableRawBufferPointer(room)) }
    }
}
