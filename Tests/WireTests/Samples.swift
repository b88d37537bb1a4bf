import Policy

@testable import Wire

/// One of every kind of frame of each direction, for round trips and as a base for mutations.
enum Samples {
    static func name(_ text: String) -> ModuleName {
        guard let name = ModuleName(text) else { preconditionFailure("a sample is no module name: \(text)") }
        return name
    }

    static let policy = ScriptPolicy(
        whitelist: Whitelist(
            name: "standard",
            modules: [name("json"): .source, name("math"): .extension, name("json.decoder"): .source],
            available: [name("socket"): .virtual],
            neverListed: [name("ctypes"): "calls any C function — wherever it is"],
            writableAttributes: ["decimal.DefaultContext", "x.y"]),
        allowedAuditEvents: ["compile", "import"],
        grantsStandardInput: true,
        servesSourceRoot: false,
        absentLayers: [.audit, .kernel])

    static let toZygote: [HostToZygote] = [
        .start(host: WorkerIdentity(), policy: policy, preload: [name("re"), name("xml.dom")]), .run(7),
    ]

    static let fromZygote: [ZygoteToHost] = [
        .hello(WorkerIdentity(python: "3.11")), .ready(
            layers: [.language, .audit, .kernel],
            enclosure: EnclosureReport(level: .full, landlockVersion: 7, hasUserNamespace: true)),
        .ready(layers: [], enclosure: EnclosureReport(level: .languageOnly)),
        .failed(part: "audit hook", reason: "no table"), .started(run: 7),
        .ended(
            run: 7,
            end: ChildEnd(status: 9, userMicroseconds: 1, systemMicroseconds: .max, peakKibibytes: 12_345)),
        .refused(run: 7, error: 11),
    ]

    static let toChild: [HostToChild] = [
        .script(ScriptRequest(origin: .file(name: "a.py"), source: Array("print()".utf8), arguments: [[0xff, 1], []])),
        .script(ScriptRequest(origin: .command, source: [])),
        .script(ScriptRequest(origin: .standardInput, source: [0])),
        .input([1, 2, 3]), .input([]), .module(nil),
        .module(SourceModule(displayPath: "/app/p/__init__.py", isPackage: true, source: [10])),
    ]

    static let fromChild: [ChildToHost] = [
        .ready, .output(.standardOutput, [65]), .output(.standardError, Array(repeating: 7, count: 300)),
        .readInput(atMost: 1), .readInput(atMost: WireLimits.inputChunk), .sourceModule(name("p.q")),
        .denial(Denial(layer: .language, operation: "import ctypes", rule: "never listed", remedy: "none can")),
        .denial(Denial(layer: .audit, operation: "o", rule: "r", remedy: "", file: "/app/a.py", line: 12)),
        .result(.exited(status: -1)), .result(.raised(type: "ValueError", message: "größer", isDenial: true)),
        .result(.ranOutOfMemory(message: "")), .forbiddenCall(59),
    ]
}

/// Decodes everything in one piece.
func decodeAll<Frame: WireFrame>(_ bytes: [UInt8], as type: Frame.Type) throws(WireError) -> [Frame] {
    var decoder = FrameDecoder<Frame>()
    bytes.withUnsafeBytes { decoder.append($0) }
    var frames: [Frame] = []
    while let frame = try decoder.next() { frames.append(frame) }
    return frames
}
