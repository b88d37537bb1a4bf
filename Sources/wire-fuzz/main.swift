// Attacks what host and worker say to one another.
//
// `wire-fuzz frames [COUNT [SEED]]`: the decoders. `wire-fuzz runs [COUNT [SEED]]`: the whole host, on workers that lie.
import Glibc

if let seed = HostileWorker.isAsked(CommandLine.arguments) {
    var worker = HostileWorker(seed: seed)
    worker.run()
}
let arguments = Array(CommandLine.arguments.dropFirst())
let count = arguments.dropFirst().first.flatMap { Int($0) }
let seed = arguments.dropFirst(2).first.flatMap { UInt64($0) } ?? UInt64.random(in: .min ... .max)

func fuzzFrames(_ frames: Int) throws {
    let clock = ContinuousClock()
    let before = Guard.peakMemory
    // Twenty times what it takes.
    try Guard.start(seconds: 60 + UInt64(frames) / 20_000, memory: 512 << 20)
    let start = clock.now
    let outcome = try DecoderFuzz(seed: seed, frames: frames).run()
    let time = clock.now - start
    print(
        "\(outcome.made) frames in \(time), \(Int(Double(outcome.made) / (time / .seconds(1)))) a second; "
            + "\(outcome.accepted) accepted, \(outcome.refused) streams refused")
    let growth = Guard.peakMemory - before
    print("peak memory: \(growth >> 20) MiB more than at the start")
    // The stream, its spoilt copy, the decoder's, the frame, and the same once more for the check; arrays that grow
    // take up to twice what they hold.
    guard growth < 16 * DecoderFuzz.largestFrame else {
        throw DecoderFuzz.Failure(description: "the decoders took \(growth >> 20) MiB")
    }
}

func fuzzRuns(_ runs: Int) throws {
    HostFuzz.warmUpTasks()
    let before = HostFuzz.openDescriptors(), threads = HostFuzz.threads()
    let verdicts = try HostFuzz(seed: seed, runs: runs, ownPath: HostFuzz.ownPath()).run()
    print(verdicts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
    // Threads that serve files close what is theirs in their own time.
    for _ in 0..<500 where HostFuzz.openDescriptors() > before { usleep(10_000) }
    let left = HostFuzz.openDescriptors() - before
    guard left == 0 else { throw HostFuzz.Failure(description: "\(left) descriptors are left") }
    // The runtime of tasks keeps some.
    for _ in 0..<500 where HostFuzz.threads() > threads + 8 { usleep(10_000) }
    guard HostFuzz.threads() <= threads + 8 else { throw HostFuzz.Failure(description: "\(HostFuzz.threads() - threads) threads are left") }
    print("peak memory: \(Guard.peakMemory >> 20) MiB")
    guard Guard.peakMemory < 256 << 20 else { throw HostFuzz.Failure(description: "the host took too much memory") }
}

do {
    switch arguments.first {
    case "frames":
        let frames = count ?? 10_000_000
        print("seed \(seed), \(frames) frames")
        fflush(nil)
        try fuzzFrames(frames)
    case "runs":
        let runs = count ?? 2_000
        print("seed \(seed), \(runs) runs")
        fflush(nil)
        try fuzzRuns(runs)
    default:
        print("usage: wire-fuzz frames|runs [COUNT [SEED]]")
        exit(64)
    }
} catch {
    print("FAILED: \(error)")
    exit(1)
}
