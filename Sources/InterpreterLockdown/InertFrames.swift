internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// Frames of the library are opaque, by whatever route a script came to hold one. They stay in the
/// chain: skipping them would break `sys._getframe(n)`, logging and namedtuple.
enum InertFrames {
    static func install() throws(PythonError) {
        try Descriptors.replaceGetter(of: SPY_TYPE_FRAME, "f_globals", get: frameGlobals)
        try Descriptors.replaceGetter(of: SPY_TYPE_FRAME, "f_locals", get: frameLocals)
        try Descriptors.replaceGetter(of: SPY_TYPE_FRAME, "f_builtins", get: frameBuiltins)
        // Not even a script's own frame is traced: a trace function sees every frame that it calls.
        try Descriptors.replaceGetter(of: SPY_TYPE_FRAME, "f_trace", get: { _, _ in retainedNone() })
    }
}

private func withFrame(
    _ frame: ObjectPointer?, _ body: (ObjectPointer, _ isTrusted: Bool) -> ObjectPointer?
) -> ObjectPointer? {
    guard let frame, let context = LockdownContext.current else { return nil }
    return body(frame, context.isTrusted(frame: frame))
}

private let frameGlobals: getter = { object, _ in
    withFrame(object) { frame, isTrusted in
        guard let globals = spy_frame_globals(frame) else { return retainedNone() }
        guard isTrusted else { return retained(globals) }
        guard let shown = PyDict_New() else { return nil }
        // logging, warnings and namedtuple find out by this name whose frame it is.
        if let name = PyDict_GetItemString(globals, "__name__") {
            PyDict_SetItemString(shown, "__name__", name)
        }
        // unittest leaves its own frames out of what it shows by this one.
        if PyDict_GetItemString(globals, "__unittest") != nil {
            PyDict_SetItemString(shown, "__unittest", spy_true())
        }
        return shown
    }
}

private let frameLocals: getter = { object, _ in
    withFrame(object) { frame, isTrusted in
        isTrusted ? PyDict_New() : spy_frame_locals(frame)
    }
}

private let frameBuiltins: getter = { _, _ in
    retained(LockdownContext.current?.scriptBuiltins ?? spy_none())
}
