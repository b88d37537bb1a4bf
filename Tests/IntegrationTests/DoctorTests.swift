import Foundation
import Testing

@testable import SecurePython
@testable import secure_python

@Suite(.timeLimit(.minutes(5))) struct DoctorTests {
    @Test func aFilterIsPrintedAloneAndReadable() throws {
        for (arguments, call) in [(["--filter"], "mmap"), (["--filter", "child"], "mmap"), (["--filter", "zygote"], "wait4")] {
            let result = try Command(["doctor"] + arguments).finish()
            #expect(result.status == 0)
            #expect(result.output.hasPrefix("#"))
            #expect(result.output.contains("for syscall \"\(call)\""))
        }
        #expect(try Command.run("doctor", "--filter", "other").status == 64)
    }

    @Test func theFindingsAreOfThisMachine() throws {
        let result = try Command.run("doctor", "--json")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(result.output.split(separator: "\n").count == 1)
        let release = try String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
        #expect((json["kernel"] as? [String: Any])?["release"] as? String == release.trimmingCharacters(in: .newlines))
        #expect(json["user"] as? Int == Int(geteuid()))
        let worker = try #require(json["worker"] as? [String: Any])
        #expect((worker["python"] as? String)?.hasPrefix("3.") == true)
        #expect(worker["build"] as? String == worker["installedBuild"] as? String)
        #expect((worker["path"] as? String)?.hasSuffix("/secure-python-worker") == true)
        let attacks = try #require(json["selfTest"] as? [[String: Any]])
        #expect(attacks.count == DoctorAttack.all.count)
        for attack in attacks { #expect(attack["held"] as? Bool == true, "\(attack)") }
        #expect(result.status == (json["healthy"] as? Bool == true ? 0 : 1))
    }

    @Test func aWorkerIsOutdatedWhereAnotherBuildIsInstalled() {
        func worker(installed: String?) -> InstalledWorker {
            InstalledWorker(path: "/w", python: "3.11.2", build: "3.11.2 (May)", installedBuild: installed, library: nil)
        }
        #expect(!worker(installed: "3.11.2 (May)").isOutdated)
        #expect(worker(installed: "3.11.2 (June)").isOutdated)
        #expect(!worker(installed: nil).isOutdated)
    }

    /// What shows that the self-test would notice: its native attacks go through where nothing holds them.
    ///
    /// Those at this process do so only where workers run as its user.
    @Test func attacksGoThroughWhereNothingHoldsThem() throws {
        let atThisProcess: Set = [
            "signalling this process", "attaching to this process", "reading this process's memory", "becoming root",
        ]
        for attack in DoctorAttack.all {
            guard attack.footing == .native, !atThisProcess.contains(attack.name) else { continue }
            switch attack.end {
            case .refused, .killed: break
            case .crashed, .limit: continue
            }
            let result = DoctorSelfTest.result(of: attack, level: .languageOnly, without: [.language, .audit, .kernel])
            #expect(!result.isHeld && !result.reason.contains("not tried"), "\(attack.name): \(result.reason)")
        }
    }
}
