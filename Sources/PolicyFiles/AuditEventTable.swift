/// The audit events that the armed hook lets pass on one version of Python, each with its reason.
public struct AuditEventTable: Sendable, Equatable {
    /// Such as `3.11`.
    public let python: String
    public let reasons: [String: String]

    public var events: Set<String> { Set(reasons.keys) }

    /// Reads a file with the keys `python` and `events`, the latter a table of `name: reason`.
    public init(_ text: PolicyText) throws(PolicyFileError) {
        let document = try PolicyDocument(text, accepting: ["python", "events"])
        python = try document.pythonVersion()
        var reasons: [String: String] = [:]
        for (item, reason) in try document.reasons("events") {
            guard Self.isEventName(item.text) else {
                throw document.failure(item.line, .invalidEventName(item.text))
            }
            reasons[item.text] = reason
        }
        self.reasons = reasons
    }

    /// Identifiers with dots and slashes between, as CPython names its events. No patterns:
    /// a star would let events pass that nobody has seen.
    private static func isEventName(_ text: String) -> Bool {
        let parts = text.utf8.split(omittingEmptySubsequences: false) { byte in
            byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
        }
        return parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default:
                    false
                }
            }
        }
    }
}
