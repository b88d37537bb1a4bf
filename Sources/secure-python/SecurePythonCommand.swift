import ArgumentParser
import Policy

struct SecurePythonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secure-python",
        abstract: "Runs untrusted Python in a secured CPython.",
        discussion: """
            A script may compute with the standard library, and holds nothing of the machine: no files, no network, \
            no processes, no environment.

            Examples:
              secure-python run script.py
              echo hello | secure-python run -c 'print(input()[::-1])'
              secure-python run -c 'import json; print(json.dumps({"answer": 42}))'

              secure-python repl

            `secure-python help run` tells more.
            """,
        version: BuildIdentity.version,
        subcommands: [RunCommand.self, ReplCommand.self, TestCommand.self, DoctorCommand.self])
}
