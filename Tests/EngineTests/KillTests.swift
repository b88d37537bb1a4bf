import Foundation
import SecurePython
import Testing

extension Engine {
    /// Processes of workers killed from outside, at any moment.
    @Suite(.timeLimit(.minutes(30))) struct KillTests {
        private static var kills: Int { 50 * stressFactor }

        @Test func aKilledProcessCostsItsRunsAndNoOther() async throws {
            let before = HostFacts.descriptors
            let pool = try makePool(.init(concurrency: 4, readyChildren: 2))
            let end = Count()
            let counts = await withTaskGroup(of: (ok: Int, lost: Int, wrong: [String]).self) { group in
                for task in 0..<6 {
                    group.addTask {
                        var (ok, lost, wrong) = (0, 0, [String]())
                        while end.value == 0 {
                            let token = "\(task)-\(ok)-\(lost)"
                            let pause = task % 2 == 0 ? "" : "import time\ntime.sleep(0.03)\n"
                            let script = ScriptRequest(origin: .command, source: Array("\(pause)print('\(token)')".utf8))
                            let answer = await Task { try await pool.run(script) }.result
                            switch answer {
                            case .success(let completion):
                                switch completion.report.verdict {
                                case .ok where completion.standardOutput == Array("\(token)\n".utf8): ok += 1
                                case .crashed(SIGKILL), .hostFault: lost += 1
                                default: wrong.append("\(completion.report.verdict), \(completion.standardOutput.count) bytes")
                                }
                            case .failure(let error as SandboxError) where error.code == .worker:
                                lost += 1
                                try? await Task.sleep(for: .milliseconds(50))
                            case .failure(let error): wrong.append("\(error)")
                            }
                        }
                        return (ok, lost, wrong)
                    }
                }
                for _ in 0..<Self.kills {
                    try? await Task.sleep(for: .milliseconds(.random(in: 20...500)))
                    if let victim = HostFacts.workers().randomElement() { kill(victim, SIGKILL) }
                }
                end.add()
                return await group.reduce(into: (ok: 0, lost: 0, wrong: [String]())) {
                    $0 = ($0.ok + $1.ok, $0.lost + $1.lost, $0.wrong + $1.wrong)
                }
            }
            #expect(counts.wrong.isEmpty, "\(counts.wrong.prefix(5))")
            // At most what ran at a time is lost with a zygote, and what waited where the next one was killed as well.
            #expect(counts.lost <= Self.kills * 6 && counts.ok > Self.kills, "\(counts.ok) well, \(counts.lost) lost of \(Self.kills) kills")
            print("kills: \(Self.kills), \(counts.ok) runs well, \(counts.lost) lost")
            try await Task.sleep(for: .seconds(1))
            #expect(try await pool.run(valued("40 + 2")).returnedValue == 42)
            await pool.shutDown()
            #expect(HostFacts.workers() == [])
            #expect(await HostFacts.comesTrue { HostFacts.descriptors <= before + 2 }, "\(HostFacts.descriptors) after \(before)")
        }

        @Test func aKilledChildIsItsRunAlone() async throws {
            let pool = try makePool(.init(concurrency: 3, readyChildren: 1))
            let tasks = (0..<3).map { number in
                Task { try await pool.run(valued("import time\ntime.sleep(2)\n\(number)")) }
            }
            try await Task.sleep(for: .milliseconds(1_200))
            let zygote = try #require(HostFacts.starters().flatMap(HostFacts.children).first)
            // The oldest have the scripts; the last is ready.
            let victim = try #require(HostFacts.children(of: zygote).sorted().first)
            kill(victim, SIGKILL)
            var verdicts: [String] = []
            for task in tasks { verdicts.append(try await task.value.report.verdict.name) }
            #expect(verdicts.sorted() == ["crashed", "ok", "ok"], "\(verdicts)")
            #expect(HostFacts.children(of: zygote).count >= 1)
            await pool.shutDown()
        }

        @Test func readyChildrenThatDieAreReplaced() async throws {
            let pool = try makePool(.init(concurrency: 1, readyChildren: 3))
            #expect(try await pool.run(valued("1")).returnedValue == 1)
            for _ in 0..<5 {
                try await Task.sleep(for: .milliseconds(300))
                for zygote in HostFacts.starters().flatMap(HostFacts.children) {
                    for child in HostFacts.children(of: zygote) { kill(child, SIGKILL) }
                }
            }
            try await Task.sleep(for: .milliseconds(1_500))
            #expect(try await pool.run(valued("2")).returnedValue == 2)
            await pool.shutDown()
        }
    }
}
