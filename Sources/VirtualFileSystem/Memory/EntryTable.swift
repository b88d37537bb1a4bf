/// The names in a directory, in the order in which they came. Swift's dictionaries have another order in
/// each process, which would make listings differ between runs that must be the same.
struct EntryTable {
    private var places: [FileName: Int] = [:]
    private var slots: [(name: FileName, node: FileNode)?] = []

    var count: Int { places.count }
    var isEmpty: Bool { places.isEmpty }

    subscript(name: FileName) -> FileNode? {
        guard let place = places[name] else { return nil }
        return slots[place]?.node
    }

    /// Puts a node under a name, in the place of what had it.
    mutating func set(_ name: FileName, _ node: FileNode) {
        if let place = places[name] {
            slots[place] = (name, node)
        } else {
            places[name] = slots.count
            slots.append((name, node))
        }
    }

    mutating func remove(_ name: FileName) {
        guard let place = places.removeValue(forKey: name) else { return }
        slots[place] = nil
        if slots.count > 32, places.count < slots.count / 2 { compact() }
    }

    var ordered: [(name: FileName, node: FileNode)] { slots.compactMap { $0 } }

    private mutating func compact() {
        slots = slots.filter { $0 != nil }
        for (place, slot) in slots.enumerated() {
            if let slot { places[slot.name] = place }
        }
    }
}
