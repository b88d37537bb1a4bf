internal import PythonRuntime
internal import PythonValues

/// Calls of host functions that a coroutine waits for: each is a future of asyncio's, and the loop wakes by a pipe of ours
/// when an answer has come, as it would for a socket.
final class AwaitedCalls {
    private unowned let services: any InterpreterServices
    private let functions: NativeFunctions
    private let objects: HostObjects
    /// Of loops that wait for something.
    private var lines: [LoopLine] = []

    init(services: any InterpreterServices, functions: NativeFunctions, objects: HostObjects) {
        self.services = services
        self.functions = functions
        self.objects = objects
    }

    /// Begins a call; returns the future of its result.
    func begin(
        _ place: HostFunctionPlace, _ arguments: PythonValue, name: String, host: any HostConnection,
        lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let loop: PythonReference
        do {
            loop = try services.importModule("asyncio", lock: lock).attribute("get_running_loop").call()
        } catch where error.matches(.runtimeError) {
            throw PythonError(.runtimeError, "\(name)() is to be awaited: call it where an event loop of asyncio runs")
        }
        let future = try loop.callMethod("create_future")
        let line = try line(to: loop, lock)
        let number = line.keep(future)
        let answers = line.answers
        guard host.begin(place, arguments: arguments, completion: { answers.add(number, $0) }) else {
            // Without another thread to wait on, the call is made at once.
            let result = lock.released { host.call(place, arguments: arguments) }
            answers.add(number, result)
            return future
        }
        return future
    }

    private func line(to loop: borrowing PythonReference, _ lock: borrowing InterpreterLock) throws(PythonError) -> LoopLine {
        if let line = lines.first(where: { $0.isTo(loop) }) { return line }
        guard let (reader, writer) = SocketPairs.shared.makePipe(isBlocking: false) else {
            throw PythonError(.runtimeError, "too many pipes and sockets are open to await a host function")
        }
        let line = LoopLine(loop: loop, reader: reader, writer: writer)
        let take = try functions.type.function("take_answers", "()", "") { [weak self] call throws(PythonError) in
            try self?.takeAnswers(of: line, call.lock)
            return call.lock.none
        }
        _ = try loop.attribute("add_reader").call(lock.integer(reader), take)
        lines.append(line)
        return line
    }

    private func takeAnswers(of line: LoopLine, _ lock: borrowing InterpreterLock) throws(PythonError) {
        for (number, result) in line.answers.take() {
            guard let future = line.release(number), try !future.reference.callMethod("done").isTrue() else { continue }
            do throws(PythonError) {
                _ = try future.reference.callMethod("set_result", objects.object(of: result, lock: lock))
            } catch {
                _ = try future.reference.callMethod("set_exception", error.exceptionObject())
            }
        }
        guard line.isIdle else { return }
        // Nothing of a loop that waits for nothing is kept.
        lines.removeAll { $0 === line }
        _ = try line.loop.reference.attribute("remove_reader").call(lock.integer(line.reader))
        line.close()
    }
}

/// What connects one event loop with the thread that receives answers.
private final class LoopLine {
    let loop: KeptReference
    let reader: Int
    let answers: ArrivedAnswers
    private let writer: Int
    private var futures: [Int: KeptReference] = [:]
    private var lastNumber = 0

    init(loop: borrowing PythonReference, reader: Int, writer: Int) {
        self.loop = KeptReference(loop.copy())
        self.reader = reader
        self.writer = writer
        answers = ArrivedAnswers(writer: writer)
    }

    func isTo(_ other: borrowing PythonReference) -> Bool { loop.reference.isSame(as: other) }

    var isIdle: Bool { futures.isEmpty }

    func keep(_ future: borrowing PythonReference) -> Int {
        lastNumber += 1
        futures[lastNumber] = KeptReference(future.copy())
        return lastNumber
    }

    func release(_ number: Int) -> KeptReference? { futures.removeValue(forKey: number) }

    func close() {
        SocketPairs.shared.close(reader)
        SocketPairs.shared.close(writer)
    }
}

/// Answers that have come, and the end of a pipe that says so.
private final class ArrivedAnswers: Sendable {
    private let writer: Int
    private let answers = Guarded<[(Int, HostCallResult)]>([])

    init(writer: Int) { self.writer = writer }

    func add(_ number: Int, _ result: HostCallResult) {
        answers.withLock { $0.append((number, result)) }
        guard let end = SocketPairs.shared.end(writer) else { return }
        _ = SocketPairs.shared.monitor.change { end.outgoing.append([0]) }
    }

    func take() -> [(Int, HostCallResult)] {
        if let end = SocketPairs.shared.end(writer) {
            _ = SocketPairs.shared.monitor.change { end.outgoing.read(atMost: ByteQueue.capacity, keeping: false) }
        }
        var taken: [(Int, HostCallResult)] = []
        answers.withLock { swap(&taken, &$0) }
        return taken
    }
}
