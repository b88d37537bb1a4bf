import Policy

/// The command line of this process, divided before anything parses it: what stands behind the script belongs to
/// the script, also where it looks like an option of ours, and is kept byte by byte.
struct Invocation: Sendable {
    /// The arguments after the command's name, as text for the parser; where a script begins, `--` stands before it.
    let parserArguments: [String]
    /// The script and what follows it, or with `-c` what follows the code, as the process was given them.
    let scriptAndArguments: [[UInt8]]
    /// The code of `-c`.
    let code: [UInt8]?

    private static let optionsWithValue: Set<String> = [
        "--whitelist", "--source-root", "--unsafe-without", "--report", "--enclosure", "--fixed-time",
        "--seed",
        "--cpu", "--wall", "--memory", "--output", "--threads", "--mount", "--scratch", "--collect",
    ]

    static func ofThisProcess() -> Invocation {
        var arguments: [[UInt8]] = []
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = CommandLine.unsafeArgv[index] else { break }
            let bytes = UnsafeBufferPointer(start: argument, count: length(argument))
            arguments.append(bytes.map(UInt8.init(bitPattern:)))
        }
        return Invocation(arguments)
    }

    init(_ arguments: [[UInt8]]) {
        let texts = arguments.map { String(decoding: $0, as: UTF8.self) }
        guard texts.first == "run" else {
            self.init(parserArguments: texts, scriptAndArguments: [], code: nil)
            return
        }
        var index = 1
        var code: [UInt8]?
        while index < texts.count, code == nil {
            let text = texts[index]
            if text == "-c" {
                code = index + 1 < texts.count ? arguments[index + 1] : nil
                index += 2
            } else if Self.optionsWithValue.contains(text) {
                index += 2
            } else if text.hasPrefix("-"), text != "-", text != "--" {
                index += 1
            } else {
                break
            }
        }
        let options = texts.prefix(index)
        var rest = arguments.dropFirst(index)
        // A `--` of the user's own does what ours would.
        if code == nil, rest.first.map({ $0 == Array("--".utf8) }) ?? false { rest = rest.dropFirst() }
        self.init(
            parserArguments: options + (rest.isEmpty ? [] : ["--"] + rest.map { String(decoding: $0, as: UTF8.self) }),
            scriptAndArguments: Array(rest),
            code: code)
    }

    private init(parserArguments: [String], scriptAndArguments: [[UInt8]], code: [UInt8]?) {
        self.parserArguments = parserArguments
        self.scriptAndArguments = scriptAndArguments
        self.code = code
    }

    /// Whether a script is going to be run, unless the options turn out to be wrong.
    var runsScript: Bool {
        parserArguments.first == "run" && (code != nil || !scriptAndArguments.isEmpty)
    }

    /// The level that the options seem to ask for; what counts is what the parser makes of them.
    var enclosure: EnclosureLevel {
        func asks(_ option: String, _ value: String) -> Bool {
            parserArguments.contains("\(option)=\(value)")
                || zip(parserArguments, parserArguments.dropFirst()).contains { $0 == option && $1 == value }
        }
        if asks("--unsafe-without", "kernel") { return .languageOnly }
        return EnclosureLevel.allCases.first { asks("--enclosure", $0.rawValue) } ?? .full
    }

    /// As `enclosure`.
    var seed: UInt64? {
        let options = zip(parserArguments, parserArguments.dropFirst() + [""])
        for (option, next) in options {
            if option == "--" { return nil }
            if option == "--seed" { return UInt64(next) }
            if option.hasPrefix("--seed=") { return UInt64(option.dropFirst("--seed=".count)) }
        }
        return nil
    }

    private static func length(_ text: UnsafeMutablePointer<CChar>) -> Int {
        var length = 0
        while text[length] != 0 { length += 1 }
        return length
    }
}
