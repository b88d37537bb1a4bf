/// A reference that closures share: `PythonReference` itself cannot be captured.
public final class KeptReference {
    public let reference: PythonReference

    public init(_ reference: consuming PythonReference) {
        self.reference = reference
    }
}
