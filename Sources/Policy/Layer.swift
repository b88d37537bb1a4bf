/// The three layers of defence that can be switched off, one at a time, to test the others.
public enum Layer: String, Sendable, CaseIterable {
    /// What a script can name: delegate, hidden modules, stripped built-ins, inert descriptors.
    case language
    /// The default-deny audit hook.
    case audit
    /// Namespaces, Landlock and seccomp.
    case kernel
}
