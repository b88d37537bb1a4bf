import ArgumentParser
import Policy
import SecurePython

struct ReplCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl",
        abstract: "Run what is typed, statement by statement.",
        usage: "secure-python repl [OPTIONS] [ARGUMENT]...",
        discussion: """
            Statements share one interpreter and its names, as at the prompt of python3. Limits of processor time, wall \
            time and output hold for each statement, those of memory and threads for the session. A statement that \
            exceeds one loses the names of the session; the next runs in a fresh interpreter.

            Ctrl-C ends the statement with KeyboardInterrupt; a second one within a second ends it whatever it does. \
            Ctrl-D or exit() ends the session. Between statements nothing runs: threads wait for the next one.

            Lines are remembered in $XDG_STATE_HOME/secure-python/history, by default in ~/.local/state. Where stdin is no \
            terminal, statements are read from it without prompts.

            Exit status: that of exit(), 0 at the end of the input, 64 for wrong options, 125 for a failure of \
            secure-python itself, 128 + n for signal n; where stdin is no terminal, that of `run` for the statement \
            that lost the session's names.
            """)

    @OptionGroup var sandbox: SandboxOptions

    @Flag(help: ArgumentHelp("Remember lines for this session alone."))
    var noHistory = false

    @Argument(help: ArgumentHelp("What sys.argv holds behind its first.", valueName: "argument"))
    var arguments: [String] = []
}
