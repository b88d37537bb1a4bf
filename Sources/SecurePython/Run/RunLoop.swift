internal import Wire

extension ChildRun {
    /// Watches over the run until its process is gone and its output delivered.
    func watch(_ worker: any ChildKeeper) {
        while true {
            takeFrames()
            if end != nil || isWorkerGone || phase == .idle || phase == .finished { exchange.output.end() }
            if phase == .finished, !hasTakenLeave, takeLeave() { break }
            if mustEnd, !isChildKilled { kill(worker) }
            if hasEnded { break }
            guard turn(worker) else {
                exchange.facts.fault = exchange.facts.fault ?? "waiting for the worker failed"
                worker.killWorker()
                break
            }
            checkClock(worker)
        }
        exchange.ended = exchange.ended ?? .now
    }

    /// Once the result is there: where nothing else is awaited, notes what the kernel says of the process and ends it. Else
    /// lets it go.
    private func takeLeave() -> Bool {
        hasTakenLeave = true
        if endsWithResult, exchange.facts.claim != nil, !mustEnd, exchange.output.isEmpty, files == nil, end == nil, !isWorkerGone,
            let process, let used = process.use, process.kill()
        {
            exchange.used = used
            return true
        }
        channel.endSending()
        return false
    }

    private var mustEnd: Bool { exchange.facts.fault != nil || exchange.facts.exceeded != nil || exchange.facts.stopped != nil }

    /// Whether nothing more can come from the child, or nothing more of this statement, and everything that came is where it belongs.
    private var hasEnded: Bool {
        let isDelivered = exchange.output.isEmpty && files?.isTaking != true
        // What the host has yet to send, to threads of a process that is stopped, leaves with the next statement.
        if phase == .idle, !mustEnd { return isDelivered }
        guard end != nil || isWorkerGone else { return false }
        if exchange.facts.fault != nil || exchange.facts.stopped != nil { return true }
        return isDelivered && (!channel.isOpen || phase == .idle)
    }

    private var readsChannel: Bool {
        phase != .idle && channel.isOpen && !channel.isSending && exchange.output.hasRoom && files?.isTaking != true && exchange.facts.fault == nil
    }

    /// Waits for the next thing to happen and deals with it. False where waiting is impossible.
    private func turn(_ worker: any ChildKeeper) -> Bool {
        var set = PollSet()
        let control = isWorkerGone ? nil : set.add(worker.newsDescriptor, reading: true)
        let isReading = readsChannel
        let line = isReading || channel.isSending
            ? set.add(channel.descriptor, reading: isReading, writing: channel.isSending) : nil
        let source = awaitedInput != nil && phase == .running && !channel.isSending && end == nil && !mustEnd
            ? input.awaitedDescriptor.map { set.add($0, reading: true) } : nil
        let sink = exchange.output.awaitedDescriptor.map { set.add($0, writing: true) }
        let room = exchange.output.awaitedRoom.map { set.add($0.descriptor, reading: true) }
        let filed = files.map { set.add($0.event.descriptor, reading: true) }
        if let event = calls?.eventDescriptor { _ = set.add(event, reading: true) }
        let cancelled = exchange.facts.stopped == nil
            ? exchange.cancellation.map { set.add($0.descriptor, reading: true) } : nil
        let interrupted = exchange.facts.stopped == nil && exchange.takesInterrupts ? interrupts.map { set.add($0.descriptor, reading: true) } : nil

        // A child that has ended sends no more: what can be read now is all there is, even where a process that
        // it left behind holds the channel open.
        let isDraining = isReading && (end != nil || isWorkerGone)
        let wakeUp = isDraining ? MonotonicInstant.now : end == nil && !isWorkerGone ? nextClockCheck : .never
        let asked = min(files?.deadline ?? .never, calls?.deadline ?? .never)
        guard (try? set.wait(until: min(wakeUp, asked))) != nil else { return false }

        if set.isReady(cancelled) { exchange.facts.stopped = .cancelled }
        if set.isReady(interrupted) { takeInterrupts() }
        if set.isReady(control) { takeReports(worker) }
        if set.isReady(line), channel.isSending { channel.sendMore() }
        if set.isReady(filed) { files?.event.lower() }
        if isReading, set.isReady(line) || isDraining, !channel.receive(), isDraining { channel.close() }
        if set.isReady(source) {
            do { try answerInput() } catch { exchange.facts.fault = "input cannot be sent: \(error)" }
        }
        do {
            try sendGrants()
            try proceedWithFiles()
            if calls?.isIdle == false { try answerCalls() }
        } catch {
            exchange.facts.fault = exchange.facts.fault ?? "files cannot be sent: \(error)"
        }
        if set.isReady(sink) { deliver() }
        if set.isReady(room) { exchange.output.deliverWaiting() }
        return true
    }

    private func deliver() {
        do {
            try exchange.output.writeWhenReady()
        } catch {
            exchange.output.discardQueue()
            switch error {
            case .closed: exchange.facts.stopped = exchange.facts.stopped ?? .outputClosed
            case .failed(let error): exchange.facts.fault = exchange.facts.fault ?? "the script's output cannot be written: \(error)"
            }
        }
    }

    /// Takes what the zygote says of the child.
    private func takeReports(_ worker: any ChildKeeper) {
        do throws(WorkerFault) {
            switch try worker.takeNews(of: number) {
            case .none: break
            case .ended(let end):
                guard self.end == nil else {
                    throw WorkerFault(reason: "the zygote sent a frame that does not belong to the run")
                }
                self.end = end
                exchange.ended = exchange.ended ?? .now
                exchange.facts.waitStatus = end.status
            case .lost:
                guard end != nil else { throw WorkerFault(reason: "the zygote ended during the run") }
                isWorkerGone = true
            }
        } catch {
            exchange.facts.fault = exchange.facts.fault ?? error.reason
            isWorkerGone = true
            worker.killWorker()
        }
    }

    /// First the script's process alone, so that the zygote can say what it had used.
    private func kill(_ worker: any ChildKeeper) {
        guard end == nil, !isWorkerGone else { return }
        isChildKilled = true
        exchange.deadline = .now.advanced(by: Self.patience)
        if let process, process.kill() { return }
        isWorkerGone = true
        worker.killWorker()
    }

    private var nextClockCheck: MonotonicInstant {
        if phase == .idle, !isChildKilled { return .never }
        let deadline = isPaused ? hostDeadline : exchange.deadline
        guard !isChildKilled, let processorWatch = exchange.processorWatch else { return deadline }
        return min(deadline, processorWatch.nextLook)
    }

    /// When closures that work will have worked for as long as they may.
    private var hostDeadline: MonotonicInstant {
        guard let limit = limits.hostTime.value, let paused = exchange.paused else { return .never }
        return paused.advanced(by: limit - exchange.waited)
    }

    private var isPaused: Bool { exchange.paused != nil && !isChildKilled && phase == .running }

    private func checkClock(_ worker: any ChildKeeper) {
        guard end == nil, !isWorkerGone, phase != .idle || isChildKilled else { return }
        if !isChildKilled, exchange.processorWatch?.isExhausted() ?? false { exchange.facts.exceeded = exchange.facts.exceeded ?? .processorTime }
        if isPaused, hostDeadline <= .now { exchange.facts.exceeded = exchange.facts.exceeded ?? .hostCalls }
        guard exchange.deadline <= .now, !isPaused else { return }
        if isChildKilled {
            isWorkerGone = true
            worker.killWorker()
        } else if phase == .awaitingReady {
            exchange.facts.fault = exchange.facts.fault ?? "the script's process did not become ready"
        } else {
            exchange.facts.exceeded = exchange.facts.exceeded ?? .wallTime
        }
    }
}

extension ChildRun {
    /// Kills a session's process and waits until its zygote has reported it.
    func endChild(on worker: any ChildKeeper) {
        guard end == nil, !isWorkerGone else { return }
        exchange = Exchange(output: OutputDelivery(standardOutput: .discard, standardError: .discard))
        exchange.facts.stopped = .cancelled
        watch(worker)
    }
}
