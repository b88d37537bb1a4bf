import Testing

@testable import CorpusRunner

private func sample(_ change: (inout Endurance.Sample) -> Void = { _ in }) -> Endurance.Sample {
    var sample = Endurance.Sample()
    sample.runs = 100
    sample.descriptors = 6
    sample.threads = 1
    sample.heapBytes = 200 << 10
    sample.residentBytes = 10 << 20
    change(&sample)
    return sample
}

@Test func aHostThatStaysAsItIsLeaksNothing() {
    #expect(Endurance.leaks([sample(), sample(), sample { $0.heapBytes += 60 << 10 }]) == [])
}

@Test(arguments: [
    ("processes", sample { $0.processes = 1 }), ("threads", sample { $0.threads = 2 }),
    ("descriptors", sample { $0.descriptors = 7 }), ("temporary files", sample { $0.files = 1 }),
    ("the heap in use grew", sample { $0.heapBytes += 70 << 10 }),
    ("resident memory grew", sample { $0.residentBytes += 70 << 20 }), ("cannot be read", sample { $0.descriptors = -1 }),
] as [(String, Endurance.Sample)])
func whatIsLeftBehindIsNamed(what: String, last: Endurance.Sample) {
    #expect(Endurance.leaks([sample(), last]).contains { $0.contains(what) })
}

@Test func nothingMeasuredIsNoSuccess() {
    #expect(!Endurance.leaks([]).isEmpty)
}

@Test func enduranceNeedsHostileScripts() throws {
    let folder = try HostFiles.makeTemporaryFolder()
    defer { HostFiles.remove(folder) }
    try HostFiles.makeFolder(folder + "/succeed", mode: 0o755)
    try HostFiles.write(Array("# It runs.\n".utf8), to: folder + "/succeed/a.py", mode: 0o644)
    #expect(throws: CorpusError.self) { try Endurance.hostileScripts(in: folder, count: 10) }
}
