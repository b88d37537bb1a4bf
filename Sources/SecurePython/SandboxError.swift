/// A failure of the tool itself: the script did not run, or what became of it is not known.
/// How a script ended is never an error but a `Verdict`.
public struct SandboxError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it is; more may come with later versions.
    public struct Code: Sendable, Equatable {
        fileprivate enum Kind: Sendable { case worker, layer, request, sourceRoot, cancelled, busy, system }
        fileprivate let kind: Kind

        /// The worker could not be found, is not ours, did not start, or did not come up in time.
        public static let worker = Code(kind: .worker)
        /// A layer could not be put up, so that nothing was run.
        public static let layer = Code(kind: .layer)
        /// The request cannot be carried out as it is, such as a script over the size limit.
        public static let request = Code(kind: .request)
        /// The source root cannot be used.
        public static let sourceRoot = Code(kind: .sourceRoot)
        /// The caller cancelled before the script had begun.
        public static let cancelled = Code(kind: .cancelled)
        /// Too many runs wait for their turn.
        public static let busy = Code(kind: .busy)
        /// A system call of the host failed that should not.
        public static let system = Code(kind: .system)
    }

    /// What kind of failure it is.
    public let code: Code
    /// What failed, where, and what to do about it, in one sentence or two.
    public let explanation: String

    package init(_ code: Code, _ explanation: String) {
        self.code = code
        self.explanation = explanation
    }

    public var description: String { explanation }
}
