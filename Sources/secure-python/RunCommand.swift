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

    @OptionGroup var sandbox: SandboxOptions

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
