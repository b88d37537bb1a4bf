import Foundation
import Policy
import Testing

@testable import SecurePython

/// The JSON form, and that docs/report.md tells of it what is true.
@Suite struct ReportTests {
    private func report(
        _ verdict: Verdict, exitStatus: Int32 = 1, limits: RunLimits = RunLimits(), denials: [Denial] = [],
        artefacts: [ArtefactRecord] = []
    ) -> Report {
        Report(
            verdict: verdict, exitStatus: exitStatus, standingLayers: [.language, .audit, .kernel],
            enclosure: EnclosureReport(level: .full, landlockVersion: 7, hasUserNamespace: true), isInControlGroup: false,
            limits: limits,
            processorTime: .microseconds(22_104), wallTime: .microseconds(34_297), peakMemoryBytes: 21_630_976,
            hostCalls: 0, hostTime: .zero, standardOutputBytes: 0, standardErrorBytes: 224, denials: denials, hasMoreDenials: false,
            artefacts: artefacts, hasMoreArtefacts: false)
    }

    private let denial = Denial(
        layer: .language, operation: "import of 'ctypes'", rule: "the list of modules that no whitelist may name",
        remedy: "ctypes calls any C function and reads and writes any memory", file: "<string>", line: 1)

    private let artefact = ArtefactRecord(path: "/out/a", bytes: 1, refusal: nil)

    private var documentation: String {
        get throws {
            let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            return try String(contentsOf: root.appending(path: "docs/report.md"), encoding: .utf8)
        }
    }

    /// The first cells of the rows of the tables under a heading, without their back-ticks.
    private func documented(under heading: String) throws -> [String] {
        let section = try #require(try documentation.components(separatedBy: "\n## ").first { $0.hasPrefix(heading + "\n") })
        return section.split(separator: "\n").compactMap { line in
            line.hasPrefix("| `") ? String(line.dropFirst(3).prefix { $0 != "`" }) : nil
        }
    }

    /// Every key of a value as a path such as `denials[].line`.
    private func keys(of value: Any, at path: String) -> Set<String> {
        if let object = value as? [String: Any] {
            return object.reduce(into: []) { keys, member in
                keys.formUnion(self.keys(of: member.value, at: path.isEmpty ? member.key : path + "." + member.key))
            }
        }
        if let array = value as? [Any] { return array.reduce(into: []) { $0.formUnion(keys(of: $1, at: path + "[]")) } }
        return [path]
    }

    private let everyVerdict: [Verdict] = [
        .ok, .exception(type: "E", message: "m"), .denied(type: "E", message: "m"), .cpuTime, .wallTime, .memory, .output,
        .hostCalls, .crashed(signal: 11), .forbiddenSystemCall(name: nil), .stopped(.cancelled), .hostFault(reason: "r"),
    ]

    @Test func exactlyTheDocumentedKeysAreWritten() throws {
        var written: Set<String> = []
        for verdict in everyVerdict {
            let object = try JSONSerialization.jsonObject(with: Data(report(verdict, denials: [denial], artefacts: [artefact]).json.utf8))
            written.formUnion(keys(of: object, at: ""))
        }
        let documented = try documented(under: "Keys")
        #expect(Set(documented).count == documented.count)
        #expect(written == Set(documented))
    }

    @Test func exactlyTheVerdictsThatThereAreAreDocumented() throws {
        #expect(Set(try documented(under: "Verdicts")) == Set(everyVerdict.map(\.name)))
    }

    @Test func theDocumentedExampleIsAReport() throws {
        let block = try #require(try documentation.components(separatedBy: "```json\n").dropFirst().first)
        let example = try #require(block.components(separatedBy: "\n```").first)
        let limits = RunLimits(processorTime: .seconds(2), threads: .unlimited)
        let message = "import of 'ctypes' denied by \(denial.rule): \(denial.remedy)"
        let written = report(.denied(type: "ImportError", message: message), limits: limits, denials: [denial]).json
        func value(_ text: String) throws -> NSDictionary {
            try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
        }
        #expect(try value(example) == value(written))
    }

    @Test func theReportIsOneLineOfASCII() {
        let report = Report(
            verdict: .exception(type: "E\"\\", message: "a\nb\u{1b}[31m\u{202e}ü😀"), exitStatus: 1, standingLayers: [.audit],
            enclosure: EnclosureReport(level: .noNamespaces, landlockVersion: 7),
            isInControlGroup: true,
            limits: RunLimits(
                processorTime: .milliseconds(1500), wallTime: .unlimited, memoryBytes: .unlimited, outputBytes: 1000, threads: 0),
            processorTime: .microseconds(1_500_000), wallTime: .seconds(2), peakMemoryBytes: 1 << 40,
            hostCalls: 3, hostTime: .milliseconds(7), standardOutputBytes: 1,
            standardErrorBytes: 2,
            denials: [Denial(layer: .language, operation: "o", rule: "r", remedy: "m", file: "/app/x.py", line: 3)],
            hasMoreDenials: true,
            artefacts: [ArtefactRecord(path: "/out/\u{1b}", bytes: 7, refusal: "r")], hasMoreArtefacts: true)
        let expected = [
            #"{"schema":1,"version":"\#(BuildIdentity.version)","verdict":"exception","exceptionType":"E\"\\","#,
            #""message":"a\nb\u001b[31m\u202e\u00fc\ud83d\ude00","exitStatus":1,"#,
            #""layers":{"language":"absent","audit":"present","kernel":"absent"},"#,
            #""enclosure":{"level":"no-namespaces","landlockVersion":7,"hasUserNamespace":false,"controlGroup":true},"#,
            #""limits":{"processorMicroseconds":1500000,"wallMicroseconds":null,"memoryBytes":null,"outputBytes":1000,"threads":0,"#,
            #""hostCalls":100000,"hostMicroseconds":300000000},"#,
            #""processorMicroseconds":1500000,"wallMicroseconds":2000000,"peakMemoryBytes":1099511627776,"#,
            #""hostCalls":3,"hostMicroseconds":7000,"standardOutputBytes":1,"standardErrorBytes":2,"denials":[{"layer":"language","operation":"o","#,
            #""rule":"r","remedy":"m","file":"/app/x.py","line":3}],"hasMoreDenials":true,"#,
            #""artefacts":[{"path":"/out/\u001b","bytes":7,"refusal":"r"}],"hasMoreArtefacts":true}"#,
        ].joined()
        #expect(report.json == expected)
    }
}
