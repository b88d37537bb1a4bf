/// A dotted module name whose every part is a Python identifier.
///
/// Only ASCII identifiers are accepted: no standard-library module needs more, and a name that
/// Unicode normalisation could turn into another one never reaches a whitelist. A hyphen may stand
/// inside a part, because sysconfig imports its data as `_sysconfigdata__x86_64-linux-gnu`.
public struct ModuleName: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// With its packages, such as `os.path`.
    public let text: String

    /// The longest accepted name, in bytes.
    public static let maximumLength = 255

    /// `nil` for what no module can be called.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.count <= Self.maximumLength else { return nil }
        var atStartOfPart = true
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "."):
                if atStartOfPart { return nil }
                atStartOfPart = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                if atStartOfPart { return nil }
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
                atStartOfPart = false
            default:
                return nil
            }
        }
        if atStartOfPart { return nil }
        self.text = text
    }

    /// Takes a name that a build of this package has checked, without checking it again.
    package init(checked text: String) { self.text = text }

    /// The package that holds this module, `nil` for a top-level name.
    public var parent: ModuleName? {
        guard let dot = text.lastIndex(of: ".") else { return nil }
        return ModuleName(checked: String(text[..<dot]))
    }

    /// Whether this is `package` or a module somewhere beneath it.
    public func isWithin(_ package: ModuleName) -> Bool {
        let own = text.utf8
        let outer = package.text.utf8
        guard own.starts(with: outer) else { return false }
        return own.count == outer.count || own.dropFirst(outer.count).first == UInt8(ascii: ".")
    }

    public var description: String { text }

    public static func < (left: ModuleName, right: ModuleName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}
