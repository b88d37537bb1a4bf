/// The names that lead from one folder to a file, each of which can only lead further in. Bytes, as Linux compares
/// them; without names it is the folder itself.
public struct CheckedPath: Hashable, Sendable {
    /// Bytes of one name, as Linux allows.
    public static let maximumNameLength = 255
    /// Bytes of all names with the slashes between them.
    public static let maximumLength = 4_095
    public static let maximumDepth = 256

    public let names: [[UInt8]]

    /// The folder itself.
    public static let start = CheckedPath(checked: [])

    private init(checked names: [[UInt8]]) { self.names = names }

    /// `nil` where a name is empty, `.` or `..`, holds a slash or NUL, or is too long, or where there are too many.
    public init?(names: [[UInt8]]) {
        guard names.count <= Self.maximumDepth, names.allSatisfy(Self.isName),
            names.reduce(names.count - 1, { $0 + $1.count }) <= Self.maximumLength
        else { return nil }
        self.names = names
    }

    /// The text of an absolute path, in which slashes may be doubled and the last one stand at the end.
    public init?(absolute text: some Collection<UInt8>) {
        guard text.first == Self.slash else { return nil }
        self.init(names: text.split(separator: Self.slash).map { Array($0) })
    }

    public static func isName(_ name: [UInt8]) -> Bool {
        (1...maximumNameLength).contains(name.count) && name != [dot] && name != [dot, dot]
            && !name.contains { $0 == slash || $0 == 0 }
    }

    public var folder: CheckedPath { CheckedPath(checked: Array(names.dropLast())) }

    /// With slashes between the names and none before the first.
    public var bytes: [UInt8] { Array(names.joined(separator: [Self.slash])) }

    /// As an absolute path for people; bytes that are no UTF-8 are replaced.
    public var absoluteText: String { "/" + String(decoding: bytes, as: UTF8.self) }

    private static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")
}
