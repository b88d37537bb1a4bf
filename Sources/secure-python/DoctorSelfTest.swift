import CorpusRunner
import Glibc
import Policy
import SecurePython
import Synchronization

/// Makes every attack in a worker of its own, several at a time.
///
/// Each aims at a folder and sockets made for it, at this process, or at itself; nothing else is touched.
enum DoctorSelfTest {
    static let plantedVariable = "SECURE_PYTHON_DOCTOR"

    /// The results, in the order of the attacks.
    static func run(level: EnclosureLevel) -> [DoctorResult] {
        // To be found by attacks, were workers to inherit them.
        setenv(plantedVariable, "1", 1)
        let descriptor = dup(0)
        defer {
            unsetenv(plantedVariable)
            close(descriptor)
        }
        let attacks = DoctorAttack.all
        let results = Mutex([Int: DoctorResult]())
        let next = Atomic(0)
        onThreads(max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < attacks.count else { return }
                let attack = attacks[index]
                let result = result(of: attack, level: level, without: attack.footing.absentLayers)
                results.withLock { $0[index] = result }
            }
        }
        return results.withLock { results in attacks.indices.compactMap { results[$0] } }
    }

    static func result(of attack: DoctorAttack, level: EnclosureLevel, without layers: Set<Layer>) -> DoctorResult {
        do {
            let target = try Target(owner: Sandbox.defaultWorkerUser, needs: [.sockets])
            let sandbox = Sandbox(
                whitelist: try .resolving("standard"), unsafelyWithout: layers, enclosure: level, limits: attack.limits)
            let completion = try sandbox.runBlocking(
                ScriptRequest(
                    origin: .file(name: "attack.py"), source: Array(attack.script(process: getpid()).utf8),
                    arguments: target.arguments.map { Array($0.utf8) }))
            return attack.judged(completion, nonce: target.nonce, trace: target.trace())
        } catch {
            return DoctorResult(attack: attack, isHeld: false, reason: "not tried: \(error)")
        }
    }
}
