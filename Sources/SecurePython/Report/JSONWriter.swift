/// Writes one JSON value. Only what reports need, so that neither host nor command needs Foundation.
package struct JSONWriter {
    package init() {}

    package private(set) var text = ""
    private var needsComma = false

    package mutating func object(_ body: (inout JSONWriter) -> Void) { enclosed("{", "}", body) }

    package mutating func array(_ body: (inout JSONWriter) -> Void) { enclosed("[", "]", body) }

    package mutating func key(_ name: String) {
        separate()
        quote(name)
        text += ":"
        needsComma = false
    }

    package mutating func string(_ value: String) {
        separate()
        quote(value)
        needsComma = true
    }

    package mutating func integer(_ value: some BinaryInteger) { literal(String(value)) }

    package mutating func boolean(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func null() { literal("null") }

    private mutating func literal(_ value: String) {
        separate()
        text += value
        needsComma = true
    }

    private mutating func enclosed(_ open: String, _ close: String, _ body: (inout JSONWriter) -> Void) {
        separate()
        text += open
        needsComma = false
        body(&self)
        text += close
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { text += "," }
    }

    /// Everything but printable ASCII is escaped, so that a report shown in a terminal can do no harm.
    private mutating func quote(_ value: String) {
        text += "\""
        for unit in value.utf16 {
            switch unit {
            case 0x22: text += "\\\""
            case 0x5c: text += "\\\\"
            case 0x0a: text += "\\n"
            case 0x20...0x7e: text.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: unit)))
            default:
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        text += "\""
    }
}
