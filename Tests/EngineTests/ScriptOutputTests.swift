import PythonValues
import SecurePython
import Testing

extension Engine {
    /// Output that is read while the script runs.
    @Suite(.timeLimit(.minutes(5))) struct ScriptOutputTests {
        private func sandbox(_ change: (inout Sandbox) -> Void = { _ in }) throws -> Sandbox {
            var sandbox = Sandbox(whitelist: try .resolving("standard"))
            change(&sandbox)
            return sandbox
        }

        private func script(_ code: String) -> ScriptRequest { ScriptRequest(origin: .command, source: Array(code.utf8)) }

        private static let dialogue = """
            import sys, time
            for number in range(4):
                print('out', number, flush=True)
                print('error', number, file=sys.stderr, flush=True)
                time.sleep(0.1)
            """

        @Test func piecesComeWhileTheScriptRuns() async throws {
            let run = try sandbox().start(script(Self.dialogue))
            var text: [String] = []
            var firstCame: ContinuousClock.Instant?
            for await piece in run.output {
                firstCame = firstCame ?? .now
                text.append("\(piece.stream) " + piece.text)
            }
            let ended = ContinuousClock.now
            let completion = try await run.completion
            #expect(completion.report.verdict == .ok && completion.standardOutput.isEmpty)
            #expect(text.joined().filter { $0 == "\n" }.count == 8)
            #expect(text.joined().replacing("standardOutput ", with: "").replacing("standardError ", with: "").hasPrefix("out 0\nerror 0\nout 1\n"))
            #expect(ended - (try #require(firstCame)) > .milliseconds(250))
        }

        @Test func aPoolAndASessionStreamAlike() async throws {
            let pool = try WorkerPool(sandbox())
            let runs = (0..<3).map { _ in pool.start(script(Self.dialogue)) }
            for run in runs {
                var count = 0
                for await piece in run.output { count += piece.bytes.count }
                #expect(try await run.completion.report.verdict == .ok)
                #expect(count == 4 * 14)
            }
            await pool.shutDown()
            // Where there is no run, the sequence ends all the same.
            let refused = pool.start(script("print(1)"))
            for await _ in refused.output { Issue.record("nothing ran") }
            await #expect(throws: SandboxError.self) { try await refused.completion }

            let session = try await Session(sandbox())
            for number in 0..<2 {
                let output = ScriptOutput()
                async let completion = session.run("print('n', \(number))", standardOutput: .sequence(output))
                var text = ""
                for await piece in output { text += piece.text }
                #expect(text == "n \(number)\n")
                #expect(try await completion.report.verdict == .ok)
            }
            try await session.close()
            let late = ScriptOutput()
            await #expect(throws: SandboxError.self) { try await session.run("1", standardOutput: .sequence(late)) }
            for await _ in late { Issue.record("nothing ran") }
        }

        @Test func theScriptWaitsForItsReader() async throws {
            let run = try sandbox().start(script("import sys\nfor n in range(2_000): sys.stdout.write('x' * 4_096)\n"), bufferBytes: 32 << 10)
            var count = 0
            var pieces = 0
            for await piece in run.output {
                count += piece.bytes.count
                pieces += 1
                if pieces < 5 { try await Task.sleep(for: .milliseconds(100)) }
            }
            #expect(count == 2_000 * 4_096)
            #expect(try await run.completion.report.verdict == .ok)
        }

        @Test func outputThatNobodyReadsEndsTheRunAtItsLimit() async throws {
            let run = try sandbox { $0.limits.wallTime = .seconds(1) }.start(script("while True: print('x' * 4_096)"))
            #expect(try await run.completion.report.verdict == .wallTime)
            // What had come can still be read.
            var count = 0
            for await piece in run.output { count += piece.bytes.count }
            #expect(count > 0)
            // Less than the buffer takes needs no reader.
            let small = try sandbox().start(script("print(1)"))
            #expect(try await small.completion.report.verdict == .ok)
        }

        @Test func aReaderThatLeavesWantsNoMore() async throws {
            let run = try sandbox().start(script("for n in range(5_000): print('x' * 1_000)"))
            for await _ in run.output { break }
            let report = try await run.completion.report
            #expect(report.verdict == .ok && report.standardOutputBytes == 5_000 * 1_001)

            // So does one whose task is cancelled, though it waits.
            let quiet = try sandbox().start(script("import time\ntime.sleep(1)\nprint('x' * 1_000_000)"))
            let reader = Task {
                var count = 0
                for await _ in quiet.output { count += 1 }
                return count
            }
            try await Task.sleep(for: .milliseconds(200))
            reader.cancel()
            #expect(await reader.value == 0)
            #expect(try await quiet.completion.report.verdict == .ok)
        }

        @Test func cancellingEndsTheRunAndTheSequence() async throws {
            let run = try sandbox().start(script("while True: print('x' * 4_096)"))
            var count = 0
            for await _ in run.output {
                count += 1
                if count == 3 { run.cancel() }
            }
            #expect(try await run.completion.report.verdict == .stopped(.cancelled))
            let waiting = try sandbox().start(script("import time\nprint('begun', flush=True)\ntime.sleep(60)"))
            let task = Task { try await waiting.completion }
            for await _ in waiting.output { task.cancel() }
            #expect(try await task.value.report.verdict == .stopped(.cancelled))
        }

        @Test func aRunThatNobodyHoldsEnds() async throws {
            let output: ScriptOutput
            do {
                let run = try sandbox().start(script("import time\nprint('begun', flush=True)\ntime.sleep(60)"))
                output = run.output
                try await Task.sleep(for: .milliseconds(500))
            }
            let began = ContinuousClock.now
            for await _ in output {}
            #expect(ContinuousClock.now - began < .seconds(10))
        }

        /// One byte at a time, which a script could turn against its host.
        @Test func smallPiecesDoNotPileUp() async throws {
            let run = try sandbox { $0.limits.wallTime = .seconds(30) }.start(
                script("import os, sys\nfor n in range(20_000):\n  sys.stdout.write('a'); sys.stdout.flush(); sys.stderr.write('b'); sys.stderr.flush()"),
                bufferBytes: 1 << 10)
            var counts: [ScriptOutput.Stream: Int] = [:]
            for await piece in run.output { counts[piece.stream, default: 0] += piece.bytes.count }
            #expect(counts == [.standardOutput: 20_000, .standardError: 20_000])
            #expect(try await run.completion.report.verdict == .ok)
        }
    }
}
