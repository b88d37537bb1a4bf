import ArgumentParser
import Policy
import SecurePython

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a script.",
        usage: """
            secure-python run [OPTIONS] SCRIPT [ARGUMENT]...
            secure-python run [OPTIONS] -c CODE [ARGUMENT]...
            secure-python run [OPTIONS] - [ARGUMENT]...
            """,
        discussion: """
            The script's stdin, stdout and stderr are this command's. What follows SCRIPT, or CODE, belongs to the \
            script, also where it begins with a dash.

            Examples:
              secure-python run report.py --month 7        with arguments
              secure-python run -c 'print(2 ** 100)'       code as text
              generate | secure-python run -               a script from stdin
              secure-python run --source-root lib main.py  modules of your own
              secure-python run --whitelist minimal x.py   fewer modules
              secure-python run --whitelist ./mine.yaml x.py
              secure-python run --report run.json x.py     a report as JSON
              secure-python run --cpu 500ms --memory 64MiB --threads 0 x.py
              secure-python run --mount data:/data --collect /out:results x.py

            Without --mount, --scratch or --collect a script has no files and no open. With one it has a tree in \
            memory, in which the host's folders stand where they were mounted.

            A script may use 10 s of processor time, 60 s of wall time and 512 MiB of memory, write 64 MiB and have 8 \
            threads besides its first, unless told otherwise. Times are in ms, s, min or h, a plain number is of \
            seconds; sizes are in B, kB, MB, GB, KiB, MiB or GiB, a plain number is of bytes; or say unlimited.

            Exit status: the script's own; 1 for an uncaught exception, 2 for a script that cannot be read, 64 for \
            wrong options, 121 processor time limit, 122 memory limit, 123 output limit, 124 wall time limit, 125 a failure of secure-python itself, 126 a \
            forbidden system call, 128 + n for signal n. A script can exit with any of these itself: the report says \
            which it was.
            """)

    @Option(
        help: ArgumentHelp(
            "What the script may import: the name of a shipped whitelist or, with a slash in it, a file.",
            valueName: "name|file"))
    var whitelist = "standard"

    @Option(
        help: ArgumentHelp(
            "A folder whose .py files the script may import. Its files are code as little trusted as the script; they "
                + "never take the place of the standard library.",
            valueName: "dir"))
    var sourceRoot: String?

    @Option(
        help: ArgumentHelp(
            "Leave out a layer of defence (language, audit or kernel) to try the others. Never for code that you do "
                + "not trust. May be repeated.",
            valueName: "layer"))
    var unsafeWithout: [Layer] = []

    @Option(
        help: ArgumentHelp(
            "How much of the kernel layer must stand: full, no-namespaces where a container forbids namespaces, or "
                + "language-only, which is not a wall. Where it cannot stand, nothing is run.",
            valueName: "level"))
    var enclosure = EnclosureLevel.full

    @Flag(
        help: ArgumentHelp(
            "Have a forbidden system call tell its name. The script can then catch it; never for code that you do not "
                + "trust."))
    var unsafeTrapSyscalls = false

    @OptionGroup var files: FileOptions

    @OptionGroup var limits: LimitOptions

    @Option(
        help: ArgumentHelp(
            "Start the script's clock at this instant, in the form 2026-05-01T12:30:00Z, with every run; waiting takes no "
                + "time on it.",
            valueName: "instant"),
        transform: InstantArgument.instant)
    var fixedTime: Duration?

    @Option(
        help: ArgumentHelp(
            "Have all random numbers follow from this one, hashes and the order of sets included. With --fixed-time, two "
                + "runs of a script without threads do the same.",
            valueName: "number"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "Write what became of the run to a file, as JSON; docs/report.md tells what each key means.", valueName: "file"))
    var report: String?

    @Option(name: .customShort("c"), help: ArgumentHelp("Run this text instead of a file.", valueName: "code"))
    var code: String?

    @Argument(
        help: ArgumentHelp(
            "The script, or - for stdin, and its arguments.", valueName: "script"))
    var scriptAndArguments: [String] = []

    func validate() throws {
        if code == nil, scriptAndArguments.isEmpty {
            throw ValidationError("Name a script to run, or - for stdin, or give code with -c.")
        }
    }
}
