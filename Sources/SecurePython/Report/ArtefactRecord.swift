/// One file or folder of a collected folder, and what became of it.
public struct ArtefactRecord: Sendable, Equatable {
    /// Where it stood in the script's tree.
    public let path: String
    /// Zero for a folder.
    public let bytes: Int
    /// Why it was not brought out; `nil` where it was.
    public let refusal: String?

    package init(path: String, bytes: Int, refusal: String?) {
        self.path = path
        self.bytes = bytes
        self.refusal = refusal
    }
}
