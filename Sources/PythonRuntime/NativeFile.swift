internal import CPython
internal import CPythonShims

/// What CPython's buffers and text layers read of a file of ours, past every attribute.
extension NativeType {
    /// Begins the class `_io.FileIO`, below `base`. New instances are closed.
    public static func file(
        functions: NativeFunctions, base: borrowing PythonReference, signature: NativeSignature,
        construct: @escaping (borrowing NativeCall) throws(PythonError) -> Payload
    ) throws(PythonError) -> NativeType {
        try NativeType(
            "_io.FileIO", functions: functions, type: checked(spy_make_file_type(base.pointer)),
            offset: spy_file_payload_offset(), prepare: { spy_file_set($0, -1, 1, 0) }, signature: signature,
            construct: construct)
    }
}

/// An instance of that class, or of a subclass; the caller has made sure of it.
public struct NativeFile: ~Copyable {
    private let object: PythonReference

    public init(_ object: consuming PythonReference) {
        self.object = object
    }

    /// `nil` where it is closed.
    public var descriptor: Int? {
        let number = spy_file_descriptor(object.pointer)
        return number < 0 ? nil : Int(number)
    }

    public var closesDescriptor: Bool { spy_file_closes_descriptor(object.pointer) != 0 }

    /// Whether it is closed because nobody holds it any more.
    public var isFinalizing: Bool { spy_file_is_finalizing(object.pointer) != 0 }

    public func open(_ descriptor: Int, closesDescriptor: Bool, blockSize: Int) {
        guard let number = Int32(exactly: descriptor) else { return }
        spy_file_set(object.pointer, number, closesDescriptor ? 1 : 0, UInt32(clamping: blockSize))
    }

    public func close() {
        spy_file_set(object.pointer, -1, spy_file_closes_descriptor(object.pointer), 0)
    }

    /// Emits the ResourceWarning of a file that was left open.
    public func warnOfUnclosed() {
        spy_file_warn_unclosed(object.pointer, object.pointer)
    }

    /// Has a text layer over `raw` see at once when it is closed.
    public static func watch(_ raw: borrowing PythonReference, from text: borrowing PythonReference) {
        spy_text_watch_file(text.pointer, raw.pointer)
    }
}
