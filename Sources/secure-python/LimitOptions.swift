import ArgumentParser
import SecurePython

/// The bounds of a run, as options.
struct LimitOptions: ParsableArguments {
    @Option(
        help: help("The processor time that the script may use, all its threads together", LimitText(standard.processorTime), "time"),
        transform: LimitArgument.time)
    var cpu = standard.processorTime

    @Option(help: help("How long the script may take", LimitText(standard.wallTime), "time"), transform: LimitArgument.time)
    var wall = standard.wallTime

    @Option(
        help: help("Memory that the script may take beyond the interpreter's own", LimitText(bytes: standard.memoryBytes), "size"),
        transform: LimitArgument.size)
    var memory = standard.memoryBytes

    @Option(
        help: help("How much the script may write, both streams together", LimitText(bytes: standard.outputBytes), "size"),
        transform: LimitArgument.size)
    var output = standard.outputBytes

    @Option(
        help: help("Threads that the script may have besides its first", LimitText(count: standard.threads), "count"),
        transform: LimitArgument.count)
    var threads = standard.threads

    func validate() throws {
        do { try runLimits.check() } catch { throw ValidationError(error.explanation) }
    }

    var runLimits: RunLimits {
        RunLimits(processorTime: cpu, wallTime: wall, memoryBytes: memory, outputBytes: output, threads: threads)
    }

    private static let standard = RunLimits()

    private static func help(_ meaning: String, _ standard: LimitText, _ valueName: String) -> ArgumentHelp {
        ArgumentHelp("\(meaning) (default: \(standard)).", valueName: valueName)
    }
}
