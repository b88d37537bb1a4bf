internal import LinuxShims

/// The number of an error that a system call returned.
struct SystemError: Error, Equatable, CustomStringConvertible {
    let number: Int32

    init(number: Int32) { self.number = number }

    var description: String { text(of: number) }
}

func text(of number: Int32) -> String {
    var text = [CChar](repeating: 0, count: 128)
    spl_error_text(number, &text, text.count)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// The result of a call that returns -errno on failure.
func checked<Value: SignedInteger>(_ result: Value) throws(SystemError) -> Value {
    guard result >= 0 else { throw SystemError(number: Int32(clamping: -result)) }
    return result
}
