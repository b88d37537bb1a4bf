/// Nodes by name, for as long as someone else holds them.
struct WeakNodes {
    private struct Reference {
        weak var node: FileNode?
    }

    private var references: [FileName: Reference] = [:]
    private var sweepCount = 64

    subscript(name: FileName) -> FileNode? {
        get { references[name]?.node }
        set {
            guard let newValue else {
                references[name] = nil
                return
            }
            if references.count >= sweepCount {
                references = references.filter { $0.value.node != nil }
                sweepCount = max(64, references.count * 2)
            }
            references[name] = Reference(node: newValue)
        }
    }
}
