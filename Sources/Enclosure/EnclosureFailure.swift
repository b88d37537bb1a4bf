import LinuxShims

/// A part of the enclosure that could not be put up. Nothing may run then.
package struct EnclosureFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was to be put up, such as `namespaces: user`.
    package let part: String
    /// The kernel's words, and what to do where that is known.
    package let reason: String

    package init(part: String, reason: String) {
        self.part = part
        self.reason = reason
    }

    package var description: String { part + ": " + reason }
}

/// Turns a shim's -errno into an error that names the part.
@discardableResult
func require(_ result: Int32, _ part: String, advice: String? = nil) throws(EnclosureFailure) -> Int32 {
    if result >= 0 { return result }
    let reason = errorText(-result)
    throw EnclosureFailure(part: part, reason: advice.map { reason + "; " + $0 } ?? reason)
}

func errorText(_ number: Int32) -> String {
    textFilled(capacity: 128) { spl_error_text(number, $0, 128) }
}

func textFilled(capacity: Int, by fill: (UnsafeMutablePointer<CChar>) -> Void) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { room in
        guard let start = room.baseAddress else { return "" }
        start.initialize(repeating: 0, count: capacity)
        fill(start)
        return String(decoding: room.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
