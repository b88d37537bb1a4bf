import Foundation
import Testing

/// `secure-python run` as its user sees it.
@Suite(.timeLimit(.minutes(5))) struct RunCommandTests {
    @Test func aScriptComputesAndPrints() throws {
        let result = try Command.run("run", "-c", "import json; print(json.dumps([6 * 7]))")
        #expect(result.output == "[42]\n")
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test func whatFollowsTheScriptBelongsToIt() throws {
        let folder = try Folder()
        try folder.write("import sys; print(sys.argv)".utf8, "args.py")
        let file = try Command.run("run", "args.py", "--help", "-c", "--", "--whitelist", "", folder: folder.url)
        #expect(file.output == "['/app/args.py', '--help', '-c', '--', '--whitelist', '']\n")
        let code = try Command.run("run", "-c", "import sys; print(sys.argv)", "--report", "-", "--help")
        #expect(code.output == "['-c', '--report', '-', '--help']\n")
        let input = try Command.run("run", "-", "-x", "--help", input: "import sys; print(sys.argv)")
        #expect(input.output == "['-', '-x', '--help']\n")
    }

    @Test func argumentsAreBytes() throws {
        let result = try Command.shell(#"secure-python run -c 'import os, sys; print(os.fsencode(sys.argv[1]))' $'a\xff'"#)
        #expect(result.output == "b'a\\xff'\n")
    }

    @Test(arguments: ["", "sys.tracebacklimit = 0", "sys.tracebacklimit = 2", "sys.tracebacklimit = -10**30", "sys.tracebacklimit = 'x'"])
    func tracebacksAreAsLongAsPythons(setting: String) throws {
        let code = """
            import sys
            \(setting)
            def descend(depth):
                return 1 // depth + descend(depth - 1)
            try:
                descend(5)
            except ZeroDivisionError as error:
                raise KeyError(1) from error
            """
        let plain = try Command(["-I", "-c", code], of: "/usr/bin/python3").finish()
        let run = try Command.run("run", "-c", code)
        #expect(run.errors == plain.errors && run.status == plain.status)
    }

    @Test func aVeryLongTracebackShowsItsEnd() throws {
        let code = "import sys; sys.setrecursionlimit(100_000)\ndef descend(): descend()\ndescend()"
        let plain = try Command(["-I", "-c", code], of: "/usr/bin/python3").finish()
        #expect(try Command.run("run", "-c", code).errors == plain.errors)
    }

    @Test func theScriptsStatusIsTheCommands() throws {
        #expect(try Command.run("run", "-c", "import sys; sys.exit(7)").status == 7)
        #expect(try Command.run("run", "-c", "").status == 0)
        let raised = try Command.run("run", "-c", "1 / 0")
        #expect(raised.status == 1)
        #expect(raised.errors.hasPrefix("Traceback (most recent call last):\n"))
        #expect(raised.errors.hasSuffix("ZeroDivisionError: division by zero\n"))
        let text = try Command.run("run", "-c", "import sys; sys.exit('words')")
        #expect(text.status == 1)
        #expect(text.errors == "words\n")
    }

    @Test func scriptsThatCannotBeReadAreNamedAsPythonDoes() throws {
        let folder = try Folder()
        let absent = try Command.run("run", "absent.py", folder: folder.url)
        #expect(absent.status == 2)
        #expect(absent.errors == "secure-python: can't open file 'absent.py': [Errno 2] No such file or directory\n")
        let directory = try Command.run("run", folder.url.path)
        #expect(directory.status == 2)
        #expect(directory.errors.contains("Is a directory"))
        let escaped = try Command.run("run", "a\u{1b}[31m\u{202e}.py", folder: folder.url)
        #expect(escaped.errors == "secure-python: can't open file 'a\\u{1b}[31m\\u{202e}.py': [Errno 2] No such file or directory\n")
    }

    @Test func strangeScriptsEndAsInPython() throws {
        let folder = try Folder()
        try folder.write([0xff, 0xfe, 0x0a], "bytes.py")
        try folder.write([0x78, 0x00, 0x0a], "nul.py")
        try folder.write("x = (".utf8, "syntax.py")
        try folder.write([], "empty.py")
        for (name, status) in [("bytes.py", 1), ("nul.py", 1), ("syntax.py", 1), ("empty.py", 0)] as [(String, Int32)] {
            let result = try Command.run("run", name, folder: folder.url)
            #expect(result.status == status, "\(name): \(result.errors)")
            #expect(status == 0 || result.errors.contains("SyntaxError"), "\(name): \(result.errors)")
            #expect(!result.errors.contains(folder.url.path))
        }
    }

    @Test func wrongOptionsAreUsageErrors() throws {
        for arguments in [["run"], ["run", "--bogus", "x.py"], ["run", "--unsafe-without", "roof", "-c", ""], ["run", "--whitelist"]] {
            let result = try Command(arguments).finish()
            #expect(result.status == 64)
            #expect(result.errors.contains("Usage: secure-python"))
        }
        let unknown = try Command.run("run", "--whitelist", "no-such", "-c", "")
        #expect(unknown.status == 64)
        #expect(unknown.errors.contains("no-such"))
    }

    @Test func helpTeaches() throws {
        let top = try Command.run("--help")
        #expect(top.status == 0 && top.output.contains("run") && top.output.contains("Examples:"))
        let run = try Command.run("run", "--help")
        #expect(run.status == 0 && run.output.contains("--source-root") && run.output.contains("Exit status:"))
    }

    @Test func bothStreamsKeepTheirOrder() throws {
        let code = "import sys\nfor i in range(500):\n    print(i)\n    print(i, file=sys.stderr)"
        let result = try Command.shell("secure-python run -c '\(code)' 2>&1")
        // stdout is buffered as in python3, so only each stream's own order is fixed without flushing.
        #expect(result.output.split(separator: "\n").count == 1000)
        let flushed = try Command.shell("secure-python run -c '\(code.replacing("print(i)\n", with: "print(i, flush=True)\n"))' 2>&1")
        #expect(flushed.output == (0..<500).map { "\($0)\n\($0)\n" }.joined())
    }

    @Test func inputIsReadAsTheScriptAsks() throws {
        let command = try Command(["run", "-c", "while True: print('<' + input() + '>', flush=True)"])
        for line in ["one", "two"] {
            try command.write(line + "\n")
            #expect(command.nextOutput() == "<\(line)>\n")
        }
        try command.closeInput()
        let result = try command.finish()
        #expect(result.status == 1)
        #expect(result.errors.contains("EOFError"))
    }

    @Test func whatAScriptFlushesIsSeenWhileItSleeps() throws {
        let command = try Command(
            ["run", "-c", "import time\nfor word in 'one', 'two', 'three': print(word, flush=True)\ntime.sleep(50)"])
        var seen = ""
        let start = Date()
        while !seen.hasSuffix("three\n"), Date().timeIntervalSince(start) < 20 { seen += command.nextOutput() }
        #expect(seen == "one\ntwo\nthree\n")
        kill(command.identifier, SIGTERM)
        #expect(try command.finish().status == 143)
    }

    @Test func largeInputPassesThrough() throws {
        let result = try Command.shell(
            "head -c 3000000 /dev/zero | secure-python run -c 'import sys; print(len(sys.stdin.buffer.read()))'")
        #expect(result.output == "3000000\n")
    }

    @Test func aReaderThatLeavesEndsTheRunQuietly() throws {
        let result = try Command.shell("secure-python run -c 'while True: print(\"y\" * 100)' | head -1; echo ${PIPESTATUS[0]}")
        #expect(result.output == String(repeating: "y", count: 100) + "\n141\n")
        #expect(result.errors == "")
    }

    @Test func closedStreamsAreNotTakenForOthers() throws {
        let result = try Command.shell(
            "secure-python run -c 'print(1); import sys; print(repr(sys.stdin.read()), file=sys.stderr); sys.exit(4)' <&- >&-; echo $?")
        #expect(result.output == "4\n")
        #expect(result.errors == "''\n")
    }

    @Test func theOutputLimitEndsTheRun() throws {
        let result = try Command.shell("secure-python run -c 'while True: print(\"y\" * 100000)' | wc -c; echo ${PIPESTATUS[0]}")
        #expect(result.output == "67108864\n123\n")
        #expect(result.errors == "secure-python: ended: the output limit of 64 MiB was reached; --output raises it.\n")
    }

    @Test func modulesComeFromTheSourceRootOnly() throws {
        let folder = try Folder()
        try folder.write("from . import part\nvalue = part.value + 1".utf8, "lib/package/__init__.py")
        try folder.write("value = 41".utf8, "lib/package/part.py")
        try folder.write("raise SystemError('shadow')".utf8, "lib/json.py")
        try folder.write("import json, package; print(package.value, package.__file__)".utf8, "main.py")
        let result = try Command.run("run", "--source-root", "lib", "main.py", folder: folder.url)
        #expect(result.output == "42 /app/package/__init__.py\n")
        let without = try Command.run("run", "main.py", folder: folder.url)
        #expect(without.status == 1)
        #expect(without.errors.contains("ModuleNotFoundError"))
        #expect(try Command.run("run", "--source-root", "absent", "main.py", folder: folder.url).status == 64)
    }

    /// The compiler looks for the line of an error in the file that the code claims to come from.
    @Test(arguments: [[], ["--unsafe-without", "kernel"], ["--unsafe-without", "audit"]])
    func aWarningOfTheCompilerTellsNoFileOfTheHost(options: [String]) throws {
        let folder = try Folder()
        try folder.write("".utf8, "there.py")
        let code = """
            import importlib.machinery, os, sys, warnings
            for path in sys.argv[1:]:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w") as file:
                    file.write("1 is 1")
                with warnings.catch_warnings(record=True) as shown:
                    warnings.simplefilter("always")
                    importlib.machinery.SourceFileLoader("x", path).get_code("x")
                print(shown[0].filename.removeprefix(os.path.dirname(path)).replace("missing", "there"))
            """
        // A folder of the script's tree has the name of one of the host's.
        let paths = ["there.py", "missing.py"].map { folder.url.appending(path: $0).path }
        let mount = ["--mount", "\(folder.url.path):\(folder.url.path):overlay"]
        let command = try Command(["run"] + mount + options + ["-c", code] + paths)
        let result = try command.finish()
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 2 && Set(lines).count == 1, "\(result.output)\(result.errors)")
    }

    @Test func theReportSaysWhatBecameOfTheRun() throws {
        let folder = try Folder()
        let result = try Command.run("run", "--report", "report.json", "-c", "import ctypes", folder: folder.url)
        #expect(result.status == 1)
        #expect(result.errors.contains("secure-python: denied:"))
        let data = try Data(contentsOf: folder.url.appending(path: "report.json"))
        let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(report["schema"] as? Int == 1)
        #expect(report["verdict"] as? String == "denied")
        #expect(report["layers"] as? [String: String] == ["language": "present", "audit": "present", "kernel": "present"])
        let denials = try #require(report["denials"] as? [[String: Any]])
        #expect(denials.contains { ($0["operation"] as? String)?.contains("ctypes") == true })

        let nowhere = try Command.run("run", "--report", "absent/report.json", "-c", "print(1)", folder: folder.url)
        #expect(nowhere.output == "")
        #expect(nowhere.status == 64)
    }

    @Test func aReportMayGoToAStream() throws {
        let folder = try Folder()
        let line = "secure-python run --report /dev/stdout -c 'print(1)' > out; cat out; secure-python run --report >(cat) -c 'print(2)'"
        let result = try Command.shell(line, folder: folder.url)
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 4 && lines.first == "1" && lines.count { $0.hasPrefix("{") } == 2)
        #expect(result.errors == "")
    }

    @Test func aCrashIsNamedAndNothingIsStartedByIt() throws {
        let result = try Command.run(
            "run", "--unsafe-without", "language", "--unsafe-without", "audit", "-c", "import ctypes; ctypes.string_at(0)")
        #expect(result.status == 139)
        #expect(result.errors == "secure-python: crashed: the script's process was ended by signal 11.\n")
    }
}
