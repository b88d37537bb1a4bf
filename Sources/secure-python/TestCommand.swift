import ArgumentParser
import CorpusRunner
import Glibc
import Policy
import SecurePython

/// `secure-python test`: shows that an enclosure holds what its corpus says, and that the attacks are real.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run a corpus of attacks and of harmless programs.",
        discussion: """
            Each script under fail/ is an attack: it must be refused in the way that its header says, leave no \
            trace in the folder and at the port that it aims at, and, as a control, succeed on a plain \
            /usr/bin/python3 (unprivileged, in a throw-away folder). Each script under succeed/ must end with OK \
            and print what its .expected file holds, each under everyday/ must exit with 0; both on the plain \
            interpreter as well. Each under kernel/ is an attack by native code, with the kernel layer alone; each \
            under limits/ and crashers/ must end with its verdict, in time, and leave nothing behind.

            Every failure is one line on standard output; the last line is `N passed, N failed`. The exit status \
            is 1 when anything failed.
            """)

    @Argument(help: "A corpus, a folder in one, or one script.")
    var folder: String

    @Option(help: ArgumentHelp("A layer to switch off: language, audit or kernel. May be repeated.", valueName: "layer"))
    var unsafeWithout: [Layer] = []

    @Option(
        name: .customLong("enclosure"),
        help: ArgumentHelp("How much of the kernel layer must stand in every run.", valueName: "level"))
    var level = EnclosureLevel.full

    @Flag(help: "Do not run the scripts on a plain interpreter.")
    var withoutControl = false

    @Option(help: ArgumentHelp("Only scripts whose path contains this text.", valueName: "text"))
    var filter: String?

    @Option(
        help: ArgumentHelp(
            "Instead, run every attack on something tangible with each one of the three layers off in turn, and write "
                + "by what each was held to this file; - for standard output.", valueName: "file"))
    var table: String?

    @Option(
        help: ArgumentHelp(
            "Instead, make so many runs in a row, a tenth of them hostile, and look for what they leave behind.",
            valueName: "runs"))
    var endurance: Int?

    @Option(help: ArgumentHelp("How many scripts run at a time; one for each processor if not given.", valueName: "count"))
    var jobs: Int?

    func validate() throws {
        guard (endurance ?? 100) >= 100 else { throw ValidationError("--endurance needs at least 100 runs.") }
        guard (jobs ?? 1) > 0 else { throw ValidationError("--jobs must be at least 1.") }
    }

    func run() throws {
        let enclosure = EnclosureUnderTest(whitelist: try .resolving("standard"), level: level)
        let jobs = jobs ?? sysconf(Int32(_SC_NPROCESSORS_ONLN))
        if let endurance { return try endure(endurance, enclosure, jobs) }
        if let table { return try fill(table, enclosure, jobs) }
        let runner = try CorpusRunner(
            folder: folder, filter: filter, enclosure: enclosure, absentLayers: Set(unsafeWithout),
            runsControls: !withoutControl, jobs: jobs)
        let summary = runner.run { failure in
            print(failure)
            fflush(nil)
        }
        if summary.setAside > 0 {
            print("\(summary.setAside) set aside: the layer that they need or that holds them is off, or they are of another architecture")
        }
        print("\(summary.passed) passed, \(summary.failed) failed")
        if summary.failed > 0 { throw ExitCode(1) }
    }

    private func fill(_ path: String, _ enclosure: EnclosureUnderTest, _ jobs: Int) throws {
        let table = try LayerTable(folder: folder, filter: filter, enclosure: enclosure, jobs: jobs)
        let rows = table.fill { failure in
            print(failure)
            fflush(nil)
        }
        let text = LayerTable.text(rows)
        if path == "-" {
            print(text, terminator: "")
        } else {
            try ReplacedFile(at: path).write(text)
        }
        for line in LayerTable.summary(rows) { print(line) }
        let failed = rows.count { $0.heldBy.count < Layer.allCases.count }
        print("\(rows.count - failed) passed, \(failed) failed")
        if failed > 0 { throw ExitCode(1) }
    }

    private func endure(_ runs: Int, _ enclosure: EnclosureUnderTest, _ jobs: Int) throws {
        let endurance = try Endurance(folder: folder, enclosure: enclosure, runs: runs, jobs: jobs)
        let outcome = endurance.run { line in
            print(line)
            fflush(nil)
        }
        print("\(runs) runs, \(outcome.hostileRuns) of them hostile, in \(outcome.duration)")
        print("\(outcome.failures == 0 ? 1 : 0) passed, \(outcome.failures) failed")
        if outcome.failures > 0 { throw ExitCode(1) }
    }
}
