internal import Glibc
internal import LinuxShims
internal import Policy
internal import Synchronization

/// Brings artefacts of one run into a folder of the host.
///
/// Everything that it makes is new: a name that is taken is refused, also that of a folder, into which a script could
/// else put what the folder's owner runs. Nothing is made but files and folders, with no more than the modes 0644 and
/// 0755, beneath the folder and through no link. A file that does not become whole is taken away again.
///
/// Any call may block, and is made on a lane. All state is behind one lock, which only that lane takes.
final class ArtefactCollector: Sendable {
    enum Step: Sendable {
        case begin(CheckedPath, Artefact.Content)
        case bytes([UInt8])
        /// The rest of the file will not come.
        case abandon
    }

    private struct Draft: Sendable {
        let file: OwnedDescriptor
        let folder: OwnedDescriptor
        let name: [UInt8]
        var missing: Int
    }

    private struct State {
        var folders: Set<CheckedPath> = [.start]
        var draft: Draft?
    }

    private let anchor: OwnedDescriptor
    private let state = Mutex(State())

    /// - Throws: ENOTDIR where the path is of no folder.
    init(path: String) throws(SystemError) {
        anchor = OwnedDescriptor(owning: try checked(spl_open_anchor(path)))
        guard HostFileKind(try anchor.status()) == .folder else { throw SystemError(number: ENOTDIR) }
    }

    /// Identifies the folder, for telling what is beneath it.
    var folder: OwnedDescriptor { anchor }

    /// The error with which a step failed. After one the file is gone.
    func take(_ step: Step) -> SystemError? {
        state.withLock { state -> SystemError? in
            do throws(SystemError) {
                switch step {
                case .begin(let path, .folder): try makeFolder(path, &state)
                case .begin(let path, .file(let bytes, let isExecutable)):
                    try begin(path, bytes: bytes, isExecutable: isExecutable, &state)
                case .begin(_, .withheld): throw SystemError(number: EINVAL)
                case .bytes(let bytes): try write(bytes, &state)
                case .abandon: drop(&state)
                }
                return nil
            } catch {
                drop(&state)
                return error
            }
        }
    }

    private func parent(of path: CheckedPath, _ state: State) throws(SystemError) -> OwnedDescriptor {
        guard state.folders.contains(path.folder) else { throw SystemError(number: ENOENT) }
        if path.folder == .start { return anchor }
        let folder = OwnedDescriptor(
            owning: try checked(withText(path.folder.bytes) { spl_locate(anchor.number, $0) }))
        guard HostFileKind(try folder.status()) == .folder else { throw SystemError(number: ENOTDIR) }
        return folder
    }

    private func makeFolder(_ path: CheckedPath, _ state: inout State) throws(SystemError) {
        let folder = try parent(of: path, state)
        _ = try checked(withText(path.names.last ?? []) { spl_make_folder_in(folder.number, $0, 0o755) })
        state.folders.insert(path)
    }

    private func begin(
        _ path: CheckedPath, bytes: Int, isExecutable: Bool, _ state: inout State
    ) throws(SystemError) {
        let folder = try parent(of: path, state)
        let name = path.names.last ?? []
        let file = OwnedDescriptor(
            owning: try checked(withText(name) { spl_make_file_in(folder.number, $0, isExecutable ? 0o755 : 0o644) }))
        state.draft = bytes > 0 ? Draft(file: file, folder: folder, name: name, missing: bytes) : nil
    }

    private func write(_ bytes: [UInt8], _ state: inout State) throws(SystemError) {
        guard let draft = state.draft, bytes.count <= draft.missing else { throw SystemError(number: EINVAL) }
        var written = 0
        while written < bytes.count {
            written += try checked(
                bytes.withUnsafeBytes { bytes in
                    bytes.baseAddress.map { spl_write(draft.file.number, $0 + written, bytes.count - written) } ?? 0
                })
        }
        state.draft?.missing -= bytes.count
        if draft.missing == bytes.count { state.draft = nil }
    }

    /// Takes away a file that is not whole, where the name is still its own.
    private func drop(_ state: inout State) {
        guard let draft = state.draft else { return }
        state.draft = nil
        var named = spl_status()
        guard let own = try? draft.file.status(),
            withText(draft.name, { spl_examine_in(draft.folder.number, $0, &named) }) == 0,
            own.inode == named.inode, own.device == named.device
        else { return }
        _ = withText(draft.name) { spl_unlink_in(draft.folder.number, $0, 0) }
    }
}
