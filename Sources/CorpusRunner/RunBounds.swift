/// The limits that a script of the corpus asks for: those it names, the runner's defaults for the rest.
public struct RunBounds: Sendable, Equatable {
    public var processorTime: Duration?
    public var wallTime: Duration?
    public var memoryBytes: Int?
    public var outputBytes: Int?
    public var threads: Int?

    public init() {}

    /// Reads `cpu=1s wall=500ms memory=64MiB output=1MiB threads=2`, in any order and any part of it.
    init(_ text: String, path: String) throws(CorpusError) {
        var seen: Set<String> = []
        for word in text.split(separator: " ") {
            func wrong(_ reason: String) -> CorpusError {
                CorpusError(path: path, reason: "`# limits:` has `\(word)`, \(reason)")
            }
            let parts = word.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { throw wrong("which is not KEY=VALUE") }
            guard seen.insert(parts[0]).inserted else { throw wrong("a key that stands twice") }
            let value = parts[1]
            switch parts[0] {
            case "cpu": processorTime = Self.duration(value)
            case "wall": wallTime = Self.duration(value)
            case "memory": memoryBytes = Self.bytes(value)
            case "output": outputBytes = Self.bytes(value)
            case "threads": threads = Int(value)
            default: throw wrong("whose key is none of cpu, wall, memory, output and threads")
            }
            let isRead = switch parts[0] {
            case "cpu": processorTime != nil
            case "wall": wallTime != nil
            case "memory": memoryBytes != nil
            case "output": outputBytes != nil
            default: threads.map { $0 >= 0 } ?? false
            }
            guard isRead else { throw wrong("whose value cannot be read; times end with ms or s, sizes with B, KiB, MiB or GiB") }
        }
    }

    private static func duration(_ text: String) -> Duration? {
        if let number = number(text, before: "ms") { return .milliseconds(number) }
        return number(text, before: "s").map { .seconds($0) }
    }

    static func bytes(_ text: String) -> Int? {
        for (unit, shift) in [("KiB", 10), ("MiB", 20), ("GiB", 30), ("B", 0)] {
            if let number = number(text, before: unit) { return number << shift }
        }
        return nil
    }

    /// A whole positive number that a unit follows; small enough for every unit.
    private static func number(_ text: String, before unit: String) -> Int? {
        guard text.hasSuffix(unit), let number = Int(text.dropLast(unit.count)), (1...1_000_000).contains(number) else {
            return nil
        }
        return number
    }
}
