internal import LinuxShims

package enum StandardDescriptors {
    /// Opens those of stdin, stdout and stderr that a parent left closed, so that no descriptor of ours is taken for
    /// one of them. Called before anything else is opened.
    package static func occupy() throws(SandboxError) {
        do {
            _ = try checked(spl_occupy_standard_descriptors())
        } catch {
            throw SandboxError(.system, "/dev/null cannot be opened: \(error).")
        }
    }
}
