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
            interpreter as well.

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

    @Option(help: ArgumentHelp("How many scripts run at a time; one for each processor if not given.", valueName: "count"))
    var jobs: Int?

    func validate() throws {
        guard (jobs ?? 1) > 0 else { throw ValidationError("--jobs must be at least 1.") }
    }

    func run() throws {
        let enclosure = EnclosureUnderTest(whitelist: try .resolving("standard"), level: level)
        let runner = try CorpusRunner(
            folder: folder, filter: filter, enclosure: enclosure, absentLayers: Set(unsafeWithout),
            runsControls: !withoutControl, jobs: jobs ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let summary = runner.run { failure in
            print(failure)
            fflush(nil)
        }
        if summary.setAside > 0 {
            print("\(summary.setAside) attacks set aside: the layer that holds them is off, or they are of another architecture")
        }
        print("\(summary.passed) passed, \(summary.failed) failed")
        if summary.failed > 0 { throw ExitCode(1) }
    }
}
