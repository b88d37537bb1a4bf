internal import Glibc
internal import LinuxShims

/// A file that takes its place only when it is whole: made beside it beforehand, so that what cannot be written is
/// known at once, and renamed over it.
///
/// A device, a pipe or a stream of this process is no file to be replaced, least of all by root: it is written to.
package final class ReplacedFile {
    private let target: String
    /// What is renamed; `nil` where the target itself is written to, or where nothing is left to be taken away.
    private var draft: String?
    private let descriptor: Descriptor

    package init(at path: String) throws(SandboxError) {
        target = path
        do {
            if let stream = try Self.stream(at: path) {
                descriptor = stream
            } else {
                let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
                let name = folder + ".secure-python-" + String(UInt64.random(in: .min ... .max), radix: 36) + ".tmp"
                descriptor = Descriptor(owning: try checked(spl_create_file(name)))
                draft = name
            }
        } catch {
            throw SandboxError(.request, "No file can be written at \(path): \(error).")
        }
    }

    deinit { if let draft { _ = spl_unlink(draft) } }

    package func write(_ text: String) throws(SandboxError) {
        do {
            let bytes = Array(text.utf8)
            var written = 0
            while written < bytes.count {
                written += try checked(
                    bytes.withUnsafeBytes { bytes in
                        bytes.baseAddress.map { spl_write(descriptor.number, $0 + written, bytes.count - written) } ?? 0
                    })
            }
            guard let draft else { return }
            _ = try checked(spl_rename(draft, target))
            self.draft = nil
        } catch {
            throw SandboxError(.system, "The file at \(target) cannot be written: \(error).")
        }
    }

    /// `nil` where `path` names a file, or nothing yet. A link to another file is replaced itself: where it leads may be
    /// within a script's reach.
    private static func stream(at path: String) throws(SystemError) -> Descriptor? {
        let anchor = spl_open_anchor(path)
        if anchor == -ENOENT { return nil }
        let status = try OwnedDescriptor(owning: try checked(anchor)).status()
        for number: Int32 in [1, 2] where try spl_status(of: number).isSame(as: status) {
            return Descriptor(owning: try checked(spl_duplicate(number)))
        }
        switch status.mode & UInt32(S_IFMT) {
        case UInt32(S_IFREG): return nil
        case UInt32(S_IFDIR): throw SystemError(number: EISDIR)
        default: return Descriptor(owning: try checked(spl_open_stream(path)))
        }
    }
}
