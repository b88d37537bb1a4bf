internal import LinuxShims

/// A file descriptor that is closed once, at the end of its owner.
struct Descriptor: ~Copyable {
    let number: Int32

    init(owning number: Int32) { self.number = number }

    deinit { spl_close(number) }

    /// Lets go of it without closing it.
    consuming func release() -> Int32 {
        let number = number
        discard self
        return number
    }

    /// The whole content, at most `limit` bytes; `nil` where there is more.
    func contents(upTo limit: Int) throws(SystemError) -> [UInt8]? {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = try checked(spl_read(number, &chunk, chunk.count))
            if count == 0 { return content }
            content.append(contentsOf: chunk[..<count])
            if content.count > limit { return nil }
        }
    }

    func description() throws(SystemError) -> spl_file {
        var file = spl_file()
        _ = try checked(spl_describe(number, &file))
        return file
    }
}

/// Two connected stream sockets, one to keep and one to give away.
struct SocketPair: ~Copyable {
    let own: Descriptor
    let other: Descriptor

    init() throws(SystemError) {
        var pair: [Int32] = [-1, -1]
        _ = try checked(spl_socket_pair(&pair))
        own = Descriptor(owning: pair[0])
        other = Descriptor(owning: pair[1])
    }
}

extension spl_file {
    private static let typeMask: UInt32 = 0o170000

    var isRegular: Bool { mode & Self.typeMask == 0o100000 }
    var isFolder: Bool { mode & Self.typeMask == 0o040000 }
    var isWritableByOthers: Bool { mode & 0o002 != 0 }
    var isExecutable: Bool { mode & 0o111 != 0 }
}
