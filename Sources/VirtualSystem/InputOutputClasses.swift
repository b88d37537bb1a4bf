internal import PythonRuntime

/// Classes that `_io` and the standard streams share, over the real stream classes.
final class InputOutputClasses {
    let system: SystemContext
    let files: NativeType<FileState>
    let streams: NativeType<Inert>
    /// The real `_io`.
    let real: HeldReference

    init(system: SystemContext, lock: borrowing InterpreterLock) throws(PythonError) {
        let io = try system.services.hiddenModule("_io", lock: lock)
        files = try FileClass.make(system, rawBase: io.attribute("_RawIOBase"), unsupported: io.attribute("UnsupportedOperation"))
        streams = try StandardStreams.makeClass(system, textWrapper: io.attribute("TextIOWrapper"))
        self.system = system
        real = HeldReference(io)
    }
}
