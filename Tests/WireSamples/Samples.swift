package import Policy
package import Wire
internal import PythonValues

/// One of every kind of frame of each direction, for round trips and as a base for mutations.
package enum Samples {
    package static func name(_ text: String) -> ModuleName {
        guard let name = ModuleName(text) else { preconditionFailure("a sample is no module name: \(text)") }
        return name
    }

    package static let policy = ScriptPolicy(
        whitelist: Whitelist(
            name: "standard",
            modules: [name("json"): .source, name("math"): .extension, name("json.decoder"): .source],
            available: [name("socket"): .virtual],
            neverListed: [name("ctypes"): "calls any C function — wherever it is"],
            writableAttributes: ["decimal.DefaultContext", "x.y"], grantedNames: [.systemExit]),
        allowedAuditEvents: ["compile", "import"],
        grantsStandardInput: true,
        servesSourceRoot: false,
        absentLayers: [.audit, .kernel],
        budget: WorkerBudget(memoryBytes: 1 << 29, processorSeconds: nil, threads: 8, hostDescriptors: 1_024),
        files: FileQuota(bytes: 1 << 20, files: 100, openFiles: 10, artefactBytes: 1 << 16))

    package static let toZygote: [HostToZygote] = [
        .start(host: WorkerIdentity(), policy: policy, preparation: Preparation(preload: [name("re"), name("xml.dom")], isKept: true)),
        .run(7, isAhead: false), .run(8, isAhead: true),
    ]

    package static let fromZygote: [ZygoteToHost] = [
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

    package static let toChild: [HostToChild] = [
        .script(ScriptRequest(origin: .file(name: "a.py"), source: Array("print()".utf8), arguments: [[0xff, 1], []])),
        .script(ScriptRequest(origin: .command, source: [])),
        .script(ScriptRequest(origin: .standardInput, source: [0])),
        .input([1, 2, 3]), .input([]), .inputInterrupted, .module(nil),
        .session(SessionRequest(arguments: [[0xff], []], isInterruptible: true)), .session(SessionRequest(isInterruptible: false)),
        .statement(Statement(number: .max, source: Array("x = 1".utf8), form: .interactive, followsInterrupt: true)),
        .statement(Statement(number: 1, source: [], form: .script)), .close,
        .statement(Statement(number: 2, source: [49], form: .expression, inputs: [NamedValue("x", [1, "ü"])], returnsValue: true)),
        .call(FunctionCall(number: 3, function: "f")), .branch(4),
        .call(FunctionCall(
            number: .max, function: "_f2", arguments: [nil, ["k": [2.5, true]]], keywords: [NamedValue("a", .bytes([0]))],
            followsInterrupt: true)),
        .module(SourceModule(displayPath: "/app/p/__init__.py", isPackage: true, source: [10])),
    ] + FileSamples.grants + FileSamples.answers

    package static let fromChild: [ChildToHost] = [
        .ready, .gate, .output(.standardOutput, [65]), .output(.standardError, Array(repeating: 7, count: 300)),
        .readInput(atMost: 1), .readInput(atMost: WireLimits.inputChunk), .sourceModule(name("p.q")),
        .denial(Denial(layer: .language, operation: "import ctypes", rule: "never listed", remedy: "none can")),
        .denial(Denial(layer: .audit, operation: "o", rule: "r", remedy: "", file: "/app/a.py", line: 12)),
        .result(.exited(status: -1)), .result(.raised(type: "ValueError", message: "größer", isDenial: true)),
        .result(.ranOutOfMemory(message: "")), .forbiddenCall(59),
        .answered(0, .completed), .answered(7, .incomplete), .answered(.max, .ended(.exited(status: 3))),
        .value(.value([1])), .value(.unfit(reason: "no value")),
        .answered(1, .ended(.raised(type: "KeyError", message: "'k'", isDenial: false))),
    ] + FileSamples.requests + FileSamples.artefacts
}
