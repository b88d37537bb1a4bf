internal import LinuxShims

/// A file that takes its place only when it is whole: made beside it beforehand, so that what cannot be written is
/// known at once, and renamed over it.
package final class ReplacedFile {
    private let target: String
    private let draft: String
    private let descriptor: Descriptor
    private var isInPlace = false

    package init(at path: String) throws(SandboxError) {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        target = path
        draft = folder + ".secure-python-" + String(UInt64.random(in: .min ... .max), radix: 36) + ".tmp"
        do {
            descriptor = Descriptor(owning: try checked(spl_create_file(draft)))
        } catch {
            throw SandboxError(.request, "No file can be written at \(path): \(error).")
        }
    }

    deinit { if !isInPlace { _ = spl_unlink(draft) } }

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
            _ = try checked(spl_rename(draft, target))
            isInPlace = true
        } catch {
            throw SandboxError(.system, "The file at \(target) cannot be written: \(error).")
        }
    }
}
