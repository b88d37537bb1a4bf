internal import CPython
internal import CPythonShims
internal import Policy
internal import PythonRuntime
internal import VirtualSystem

/// The denials of one run, told to the host as they happen.
final class DenialLog {
    /// A script that is refused in a loop shall not flood the host.
    private static let maximumRecords = 256

    weak var host: (any HostConnection)?
    private var recorded = 0
    private var texts: Set<String> = []

    func reset(host: any HostConnection) {
        self.host = host
        recorded = 0
        texts = []
    }

    /// Records and returns the text for the exception.
    func deny(layer: Layer, operation: String, rule: String, remedy: String) -> String {
        let text = Self.text(operation: operation, rule: rule, remedy: remedy)
        guard recorded < Self.maximumRecords else { return text }
        recorded += 1
        texts.insert(text)
        let position = ScriptPosition.innermost()
        host?.record(
            Denial(
                layer: layer, operation: operation, rule: rule, remedy: remedy,
                file: position?.file, line: position?.line))
        return text
    }

    /// Whether an exception that ended the run was one of ours.
    func isDenial(_ message: String) -> Bool {
        texts.contains { message.contains($0) }
    }

    static func text(operation: String, rule: String, remedy: String) -> String {
        "\(operation) denied by \(rule): \(remedy)"
    }
}

/// Where in its own source a script stands.
struct ScriptPosition {
    let file: String
    let line: Int

    /// The innermost frame that is not the library's.
    static func innermost() -> ScriptPosition? {
        guard let context = LockdownContext.current, let current = spy_current_frame() else { return nil }
        var frame = PythonReference(retaining: current)
        while context.isTrusted(frame: frame.pointer) {
            guard let back = spy_frame_back(frame.pointer) else { return nil }
            frame = PythonReference(consuming: back)
        }
        let code = PythonReference(consuming: spy_frame_code(frame.pointer))
        guard let file = try? code.attribute("co_filename").string() else { return nil }
        return ScriptPosition(file: file, line: Int(spy_frame_line(frame.pointer)))
    }
}
