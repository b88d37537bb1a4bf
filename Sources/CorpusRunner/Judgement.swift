public import Policy

/// How one run ended, whoever ran the script.
public struct ObservedRun: Sendable {
    public var standardOutput: [UInt8]
    public var standardError: [UInt8]
    /// The name of the report's verdict, such as `ok` or `crashed`; a plain interpreter has none.
    public var verdict: String
    public var exitStatus: Int32
    /// The layers that the report says stood; none for a plain interpreter.
    public var standingLayers: Set<Layer>
    /// As the report says; zero for a plain interpreter.
    public var processorTime: Duration
    public var wallTime: Duration
    /// The layers that the report's denials name, in order; none for a plain interpreter.
    public var denyingLayers: [Layer]

    public init(
        standardOutput: [UInt8], standardError: [UInt8], verdict: String, exitStatus: Int32,
        standingLayers: Set<Layer> = [], processorTime: Duration = .zero, wallTime: Duration = .zero,
        denyingLayers: [Layer] = []
    ) {
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.verdict = verdict
        self.exitStatus = exitStatus
        self.standingLayers = standingLayers
        self.processorTime = processorTime
        self.wallTime = wallTime
        self.denyingLayers = denyingLayers
    }
}

/// What an attack said, in the order in which it said it.
struct AttackProtocol: Equatable {
    enum Word: Equatable, CustomStringConvertible {
        case mark
        case escaped
        case held(String)

        var description: String {
            switch self {
            case .mark: "MARK"
            case .escaped: "ESCAPED"
            case .held(let type): "HELD \(type)"
            }
        }
    }

    let words: [Word]
    /// What an attack with several routes says of each that was closed: `REFUSED route: reason`.
    let refusedRoutes: [String]

    /// Only whole lines count. Lines that are none of the three words are the attack's own talk,
    /// but a word with another nonce than this run's is not a word.
    init(output: [UInt8], nonce: String) {
        let lines = output.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        refusedRoutes = lines.filter { $0.hasPrefix("REFUSED ") }.map { String($0.dropFirst("REFUSED ".count)) }
        words = lines.compactMap { line in
            switch line {
            case "MARK \(nonce)": .mark
            case "ESCAPED \(nonce)": .escaped
            case let text where text.hasPrefix("HELD "): .held(String(text.dropFirst("HELD ".count)))
            default: nil
            }
        }
    }
}

/// Why a run is not what its script claims, `nil` where it is.
enum Judgement {
    /// - Parameter anyException: accept every exception type, for a claim whose own layer is off
    ///   and which another layer must hold in its own words.
    static func attack(_ run: ObservedRun, claim: FailClaim, nonce: String, anyException: Bool) -> String? {
        guard anyException || run.standingLayers.contains(claim.heldBy) else {
            return "the \(claim.heldBy) layer, which is to hold it, did not stand"
        }
        let words = AttackProtocol(output: run.standardOutput, nonce: nonce).words
        if words.contains(.escaped) { return "ESCAPED" }
        guard words.first == .mark else {
            return "ended before its forbidden act\(ending(run))"
        }
        let outcome = words.dropFirst()
        switch claim.expectation {
        case .held(let types):
            guard outcome.count == 1, case .held(let type)? = outcome.first else {
                return outcome.isEmpty
                    ? "died in its forbidden act without a word\(ending(run))" : "said \(words)"
            }
            guard anyException || types.contains(type) else {
                return "held by \(type), not by \(types.joined(separator: " or "))"
            }
            guard ["ok", "exception", "denied"].contains(run.verdict) else {
                return "held, but the run ended as \(run.verdict)"
            }
            return nil
        case .verdict(let expected):
            guard outcome.isEmpty else {
                return "said \(Array(outcome)), but was expected to end as \(expected.joined(separator: " or "))"
            }
            return verdict(run, expected)
        }
    }

    /// `exit` is an orderly end, whatever the exit status.
    private static func verdict(_ run: ObservedRun, _ expected: [String]) -> String? {
        if expected.contains(run.verdict == "ok" ? "exit" : run.verdict) { return nil }
        return "did not end as \(expected.joined(separator: " or "))\(ending(run))"
    }

    /// A program that goes beyond its limits must end with its verdict, and at most `grace` after them.
    static func limit(_ run: ObservedRun, claim: LimitClaim, grace: Duration) -> String? {
        if let reason = verdict(run, claim.verdicts) { return reason }
        let bounds = claim.settings.bounds
        if let limit = bounds.wallTime, run.wallTime > limit + grace {
            return "ended after \(run.wallTime) with a wall time limit of \(limit)"
        }
        if let limit = bounds.processorTime, run.processorTime > limit + grace {
            return "ended after \(run.processorTime) of processor time with a limit of \(limit)"
        }
        return nil
    }

    /// An attack that does not work where nothing guards is no evidence, and so is each of its routes.
    static func control(_ run: ObservedRun, nonce: String, place: String) -> String? {
        let said = AttackProtocol(output: run.standardOutput, nonce: nonce)
        guard said.words == [.mark, .escaped] else {
            return "the control on \(place) must say MARK and ESCAPED, but said \(said.words)\(ending(run))"
        }
        guard let route = said.refusedRoutes.first else { return nil }
        return "in the control on \(place) a route was refused: \(route)"
    }

    /// - Parameter expected: the exact standard output, where the corpus has it.
    static func success(
        _ run: ObservedRun, exitStatus: Int32, expected: [UInt8]?, saysOK: Bool, place: String
    ) -> String? {
        guard run.exitStatus == exitStatus else {
            return "exit status \(run.exitStatus) instead of \(exitStatus) on \(place)\(ending(run))"
        }
        if let expected, expected != run.standardOutput {
            return "another output than expected on \(place): \(firstDifference(run.standardOutput, expected))"
        }
        guard !saysOK || run.standardOutput == Array("OK\n".utf8) || run.standardOutput.ends(with: "\nOK\n") else {
            return "did not end with OK on \(place)\(ending(run))"
        }
        return nil
    }

    /// What one needs to know of a run to see why it went wrong: how it ended, what it says failed, and its
    /// last words.
    private static func ending(_ run: ObservedRun) -> String {
        var facts = ["verdict \(run.verdict)", "exit status \(run.exitStatus)"]
        let failures = run.standardOutput.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
            .filter { $0.hasPrefix("FAIL ") }
        facts += failures.prefix(5).map { String($0.prefix(300)) }
        if let lastLine = run.standardError.split(separator: UInt8(ascii: "\n")).last {
            facts.append("stderr: " + String(decoding: lastLine.prefix(300), as: UTF8.self))
        }
        return " (" + facts.joined(separator: ", ") + ")"
    }

    private static func firstDifference(_ got: [UInt8], _ expected: [UInt8]) -> String {
        let gotLines = got.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let expectedLines = expected.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let same = zip(gotLines, expectedLines).prefix { $0 == $1 }.count
        func line(_ lines: [ArraySlice<UInt8>]) -> String {
            same < lines.count ? "`\(String(decoding: lines[same].prefix(120), as: UTF8.self))`" : "the end"
        }
        return "line \(same + 1) is \(line(gotLines)) instead of \(line(expectedLines))"
    }
}

extension [UInt8] {
    fileprivate func ends(with suffix: String) -> Bool {
        self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
}
