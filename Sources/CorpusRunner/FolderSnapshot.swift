internal import Glibc

/// All that is in a folder, byte for byte, names that are no text included; no link is followed.
struct FolderSnapshot: Equatable {
    struct Entry: Equatable {
        var mode: mode_t
        var size: Int
        /// Of a file: what it holds; of a link: its text.
        var content: [UInt8]
        var modified: [Int]
    }

    typealias Path = [UInt8]

    private(set) var entries: [Path: Entry] = [:]

    /// - Parameter except: a name directly in the folder that does not count.
    init(_ folder: String, except: String? = nil) throws(CorpusError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw HostFiles.failure(folder, "open") }
        try visit(descriptor, [], except: except.map { Array($0.utf8) })
    }

    /// Takes the descriptor.
    private mutating func visit(_ folder: Int32, _ path: Path, except: [UInt8]? = nil) throws(CorpusError) {
        defer { close(folder) }
        for name in try HostFiles.takeNames(folder) where name != except {
            let own = path + (path.isEmpty ? [] : [UInt8(ascii: "/")]) + name
            let failure = String(decoding: own, as: UTF8.self)
            var status = stat()
            guard HostFiles.withCString(name, { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
                throw HostFiles.failure(failure, "examine")
            }
            var entry = Entry(
                mode: status.st_mode, size: Int(status.st_size), content: [],
                modified: [status.st_mtim.tv_sec, status.st_mtim.tv_nsec])
            switch status.st_mode & S_IFMT {
            case S_IFDIR:
                let inner = HostFiles.withCString(name) { openat(folder, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
                guard inner >= 0 else { throw HostFiles.failure(failure, "open") }
                entry.size = 0
                try visit(inner, own)
            case S_IFREG:
                let file = HostFiles.withCString(name) { openat(folder, $0, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) }
                guard file >= 0 else { throw HostFiles.failure(failure, "open") }
                defer { close(file) }
                entry.content = [UInt8](repeating: 0, count: min(entry.size, 2 << 20))
                guard read(file, &entry.content, entry.content.count) == entry.content.count else {
                    throw HostFiles.failure(failure, "read")
                }
            case S_IFLNK:
                var text = [CChar](repeating: 0, count: Int(PATH_MAX))
                let length = HostFiles.withCString(name) { readlinkat(folder, $0, &text, text.count) }
                entry.content = text.prefix(max(0, length)).map { UInt8(bitPattern: $0) }
            default: break
            }
            entries[own] = entry
        }
    }

    /// The first difference in words; `nil` where there is none.
    func difference(from earlier: FolderSnapshot) -> String? {
        let paths = Set(entries.keys).union(earlier.entries.keys)
        let changed = paths.filter { entries[$0] != earlier.entries[$0] }.min { $0.lexicographicallyPrecedes($1) }
        guard let path = changed else { return nil }
        let name = "`\(String(decoding: path, as: UTF8.self))`"
        switch (earlier.entries[path], entries[path]) {
        case (nil, _): return "\(name) is new"
        case (_, nil): return "\(name) is gone"
        case (let old?, let new?):
            if old.mode != new.mode { return "\(name) has mode \(String(new.mode, radix: 8)), not \(String(old.mode, radix: 8))" }
            if old.content != new.content || old.size != new.size { return "\(name) was changed" }
            return "the time of \(name) was changed"
        }
    }
}

extension HostFiles {
    static func withCString<Result>(_ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("An array with an element has an address.") }
            return body(start)
        }
    }

    /// The names in an open folder, whose descriptor stays open.
    static func takeNames(_ descriptor: Int32) throws(CorpusError) -> [[UInt8]] {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0, let folder = fdopendir(copy) else { throw failure("folder", "list") }
        defer { closedir(folder) }
        var names: [[UInt8]] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
        }
        return names
    }

    /// Removes a throw-away folder with all that is in it, whatever its modes and names, without following links.
    package static func remove(_ path: String) {
        remove(Array(path.utf8), in: AT_FDCWD)
    }

    private static func remove(_ name: [UInt8], in folder: Int32) {
        withCString(name) { name in
            if unlinkat(folder, name, 0) == 0 { return }
            var inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            if inner < 0, errno == EACCES, fchmodat(folder, name, 0o700, 0) == 0 {
                inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            }
            if inner >= 0 {
                fchmod(inner, 0o700)
                for name in (try? takeNames(inner)) ?? [] { remove(name, in: inner) }
                close(inner)
            }
            unlinkat(folder, name, 0x200)  // AT_REMOVEDIR, which Swift does not import
        }
    }
}
