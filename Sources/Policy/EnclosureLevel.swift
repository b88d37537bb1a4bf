/// How much of the kernel layer is asked for. Nothing weaker than what was asked for is ever chosen by itself.
public enum EnclosureLevel: String, Sendable, CaseIterable {
    /// Namespaces with an empty root, no capabilities, Landlock, seccomp.
    case full
    /// All but the namespaces, for places where none can be made.
    case noNamespaces = "no-namespaces"
    /// Nothing of the kernel layer. It is not a wall.
    case languageOnly = "language-only"
}
