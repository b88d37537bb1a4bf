internal import Glibc
internal import LinuxShims
internal import Policy
internal import Synchronization

/// An answer, with the descriptor that travels with it.
struct HostAnswer: Sendable {
    var answer: FileAnswer
    var descriptor: OwnedDescriptor?

    static func failed(_ number: Int32) -> HostAnswer { HostAnswer(answer: .failed(number)) }
}

/// A file or folder of the host that a run may reach into.
///
/// It is held by a descriptor: whatever is renamed over its path later, this stays the same file or folder. What is
/// beneath it is found through no symbolic link and over no mount. Everything is found without being opened, looked
/// at, and only opened where it is a regular file. FIFOs, devices and sockets are told as absent and never opened.
///
/// Any call may block for as long as the file system likes, and is made on a lane. All state is behind one lock, which
/// only that lane takes.
final class HostMount: Sendable {
    let number: HostMountNumber
    let isFolder: Bool
    let access: FileAccess
    let anchor: OwnedDescriptor
    let ledger: WriteLedger
    let state = Mutex(State())

    struct State {
        var listing: FolderListing?
        var handles = OpenHandles()
    }

    /// - Throws: ENOTSUP where the path is of no regular file and no folder.
    init(number: HostMountNumber, path: String, access: FileAccess, ledger: WriteLedger) throws(SystemError) {
        self.number = number
        self.access = access
        self.ledger = ledger
        anchor = OwnedDescriptor(owning: try checked(spl_open_anchor(path)))
        switch HostFileKind(try anchor.status()) {
        case .folder: isFolder = true
        case .regular: isFolder = false
        case .link, nil: throw SystemError(number: ENOTSUP)
        }
    }

    func answer(_ request: FileRequest) -> HostAnswer {
        do throws(SystemError) {
            return try handle(request)
        } catch {
            return .failed(Self.told(error.number))
        }
    }

    /// Closes all that is open.
    func close() {
        state.withLock { $0 = State() }
    }

    /// A mount beneath this one, which no walk enters, is nothing that a script may enter.
    private static func told(_ error: Int32) -> Int32 { error == EXDEV ? EACCES : error }

    private func handle(_ request: FileRequest) throws(SystemError) -> HostAnswer {
        switch request {
        case .status(let place):
            return HostAnswer(answer: .status(HostFileStatus(try locate(place.path).status)))
        case .names(let place, let after): return HostAnswer(answer: try names(place.path, after: after))
        case .statuses(let place): return HostAnswer(answer: try statuses(place.path))
        case .readLink(let place): return HostAnswer(answer: .link(try linkText(place.path)))
        case .openForReading(let place): return try openForReading(place.path)
        default:
            guard access == .readWrite else { throw SystemError(number: EROFS) }
            return HostAnswer(answer: try change(request))
        }
    }

    // MARK: Finding

    struct Found {
        /// Of the file itself, not open for anything.
        let anchor: OwnedDescriptor
        let status: spl_status
        let kind: HostFileKind

        func require(_ wanted: HostFileKind) throws(SystemError) {
            switch kind {
            case wanted: return
            case .folder: throw SystemError(number: EISDIR)
            case .link: throw SystemError(number: ELOOP)
            case .regular: throw SystemError(number: wanted == .folder ? ENOTDIR : EINVAL)
            }
        }
    }

    func locate(_ path: CheckedPath) throws(SystemError) -> Found {
        let found = path == .start ? anchor : try locateBeneath(path)
        let status = try found.status()
        guard let kind = HostFileKind(status) else { throw SystemError(number: ENOENT) }
        return Found(anchor: found, status: status, kind: kind)
    }

    private func locateBeneath(_ path: CheckedPath) throws(SystemError) -> OwnedDescriptor {
        guard isFolder else { throw SystemError(number: ENOTDIR) }
        return OwnedDescriptor(owning: try checked(withText(path.bytes) { spl_locate(anchor.number, $0) }))
    }

    // MARK: Reading

    private func openForReading(_ path: CheckedPath) throws(SystemError) -> HostAnswer {
        let found = try locate(path)
        try found.require(.regular)
        let descriptor = OwnedDescriptor(owning: try checked(spl_reopen(found.anchor.number, 0, 1)))
        return HostAnswer(answer: .opened(HostFileStatus(try descriptor.status())), descriptor: descriptor)
    }

    private func linkText(_ path: CheckedPath) throws(SystemError) -> [UInt8] {
        let found = try locate(path)
        guard found.kind == .link else { throw SystemError(number: EINVAL) }
        var text = [CChar](repeating: 0, count: 4_096)
        let length = try checked(spl_link_text(found.anchor.number, &text, text.count))
        return text[..<length].map(UInt8.init(bitPattern:))
    }

    private func openListing(_ path: CheckedPath) throws(SystemError) -> OwnedDescriptor {
        guard isFolder else { throw SystemError(number: ENOTDIR) }
        let text = path == .start ? Array(".".utf8) : path.bytes
        return OwnedDescriptor(owning: try checked(withText(text) { spl_open_listing(anchor.number, $0) }))
    }

    /// What another mount covers is left out, as what is no file.
    private func statuses(_ path: CheckedPath) throws(SystemError) -> FileAnswer {
        let folder = try openListing(path)
        let device = try folder.status().device
        var listing = FolderListing(folder)
        let entries = try listing.nextPage().compactMap { each -> HostFileEntry? in
            var status = spl_status()
            let result = withText(each.name) { spl_examine_in(folder.number, $0, &status) }
            guard result == 0, status.device == device, HostFileKind(status) != nil else { return nil }
            return HostFileEntry(name: each.name, status: HostFileStatus(status))
        }
        return .statuses(entries, isWhole: listing.isAtEnd)
    }

    private func names(_ path: CheckedPath, after: UInt32) throws(SystemError) -> FileAnswer {
        var listing: FolderListing
        if after == 0 {
            listing = FolderListing(try openListing(path))
        } else {
            // Only the listing that was begun last can go on.
            guard let begun = state.withLock({ $0.listing }), begun.position == after, begun.path == path else {
                throw SystemError(number: ESTALE)
            }
            listing = begun
        }
        listing.path = path
        let names = try listing.nextPage()
        let isLast = listing.isAtEnd
        state.withLock { $0.listing = isLast ? nil : listing }
        return .names(names, next: isLast ? 0 : listing.position)
    }
}

extension HostFileKind {
    /// `nil` for what no script is told of.
    init?(_ status: spl_status) {
        switch status.mode & UInt32(S_IFMT) {
        case UInt32(S_IFDIR): self = .folder
        case UInt32(S_IFREG): self = .regular
        case UInt32(S_IFLNK): self = .link
        default: return nil
        }
    }
}

extension HostFileStatus {
    init(_ status: spl_status) {
        self.init(
            kind: HostFileKind(status) ?? .regular,
            permissions: UInt16(status.mode & 0o777), inode: status.inode, links: UInt32(clamping: status.links),
            size: UInt64(clamping: status.size), blocks: UInt64(clamping: status.blocks),
            accessed: HostFileTime(status.accessed), modified: HostFileTime(status.modified),
            changed: HostFileTime(status.changed))
    }
}

extension HostFileTime {
    init(_ time: spl_time) {
        self.init(
            seconds: time.seconds, nanoseconds: UInt32(clamping: max(0, min(time.nanoseconds, 999_999_999))))
    }
}

/// Hands bytes without NUL to a call that takes text.
func withText<Result>(_ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes + [0]).map(CChar.init(bitPattern:)).withUnsafeBufferPointer { text in
        // Never without a base: there is at least the NUL.
        text.baseAddress.map(body) ?? body("")
    }
}
