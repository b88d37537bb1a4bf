import SecurePython

/// Sessions: many of one pool, and copies of one.
extension EngineBench {
    /// Opens them all, calls them, and weighs their processes.
    func manySessions() async throws {
        let pool = try WorkerPool(sandbox, configuration: .init(concurrency: 4, sessions: sessions))
        var open: [Session] = []
        var times = Times()
        for number in 0..<sessions {
            let session = try await times.time { try await pool.session() }
            let completion = try await session.run("base = \(number)\ndef add(n):\n    return base + n")
            try BenchFailure.check(completion.report, "The first statement of session \(number)")
            open.append(session)
        }
        print("open one of \(sessions) sessions: \(times.spread)")
        times = Times()
        for index in 0..<2 * sessions {
            // Strides that no cache of neighbours helps.
            let number = index &* 7_919 % sessions
            let answer = try await times.time { try await open[number].call("add", arguments: [1]) }
            guard answer == .int(number + 1) else {
                throw BenchFailure("Session \(number) answered \(answer), and not \(number + 1).")
            }
        }
        print("call one of \(sessions) live sessions: \(times.spread)")
        let sizes = ProcessMemory.ofForks()
        if let median = sizes.median, let largest = sizes.largest {
            print("private dirty memory of an idle session: median \(median) KiB, largest \(largest) KiB")
        } else {
            print("private dirty memory of an idle session: to be measured as root")
        }
        for session in open { try await session.close() }
        await pool.shutDown()
    }

    /// Copies a session that holds much, each copy from the same original.
    func branch() async throws {
        let count = 50_000
        let session = try await Session.branchable(sandbox, branches: 1)
        let made = try await session.run("things = [{'number': number} for number in range(\(count))]")
        try BenchFailure.check(made.report, "The statement that makes \(count) dicts")
        var times = Times()
        for round in 0..<max(20, runs / 10) {
            let copy = try await times.time { try await session.branch() }
            let answer = try await copy.evaluate("(len(things), sum(thing['number'] for thing in things[-3:]))")
            guard answer == .tuple([.int(count), .int(3 * count - 6)]) else {
                throw BenchFailure("Copy \(round) of a session answered \(answer): it is none.")
            }
            try await copy.close()
        }
        print("branch: a copy of a session that holds \(count) dicts: \(times.spread)")
        try await session.close()
    }
}
