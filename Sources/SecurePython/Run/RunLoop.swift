internal import Wire

extension OneShotRun {
    /// Watches over the run until its process is gone and its output delivered.
    func watch(_ worker: WorkerProcess) {
        while true {
            takeFrames()
            if mustEnd, !isChildKilled { kill(worker) }
            if isOver { break }
            guard turn(worker) else {
                facts.fault = facts.fault ?? "waiting for the worker failed"
                worker.kill()
                break
            }
            checkClock(worker)
        }
        ended = ended ?? .now
    }

    private var mustEnd: Bool { facts.fault != nil || facts.exceeded != nil || facts.stopped != nil }

    /// Whether nothing more can come from the child, and everything that came is where it belongs.
    private var isOver: Bool {
        guard end != nil || isWorkerGone else { return false }
        if facts.fault != nil || facts.stopped != nil { return true }
        return !channel.isOpen && output.isEmpty && files?.isTaking != true
    }

    private var readsChannel: Bool {
        channel.isOpen && !channel.isSending && output.hasRoom && files?.isTaking != true && facts.fault == nil
    }

    /// Waits for the next thing to happen and deals with it. False where waiting is impossible.
    private func turn(_ worker: WorkerProcess) -> Bool {
        var set = PollSet()
        let control = isWorkerGone ? nil : set.add(worker.connection.descriptor, reading: true)
        let isReading = readsChannel
        let line = isReading || channel.isSending
            ? set.add(channel.descriptor, reading: isReading, writing: channel.isSending) : nil
        let source = awaitedInput != nil && !channel.isSending && end == nil && !mustEnd
            ? input.awaitedDescriptor.map { set.add($0, reading: true) } : nil
        let sink = output.awaitedDescriptor.map { set.add($0, writing: true) }
        let filed = files.map { set.add($0.event.descriptor, reading: true) }
        let cancelled = facts.stopped == nil ? cancellation.map { set.add($0.descriptor, reading: true) } : nil

        // A child that has ended sends no more: what can be read now is all there is, even where a process that
        // it left behind holds the channel open.
        let isDraining = isReading && (end != nil || isWorkerGone)
        let wakeUp = isDraining ? MonotonicInstant.now : end == nil && !isWorkerGone ? nextClockCheck : .never
        guard (try? set.wait(until: min(wakeUp, files?.deadline ?? .never))) != nil else { return false }

        if set.isReady(cancelled) { facts.stopped = .cancelled }
        if set.isReady(control) { takeReports(worker) }
        if set.isReady(line), channel.isSending { channel.sendMore() }
        if set.isReady(filed) { files?.event.lower() }
        if isReading, set.isReady(line) || isDraining, !channel.receive(), isDraining { channel.close() }
        if set.isReady(source) {
            do { try answerInput() } catch { facts.fault = "input cannot be sent: \(error)" }
        }
        do {
            try sendGrants()
            try proceedWithFiles()
        } catch {
            facts.fault = facts.fault ?? "files cannot be sent: \(error)"
        }
        if set.isReady(sink) { deliver() }
        return true
    }

    private func deliver() {
        do {
            try output.writeWhenReady()
        } catch {
            output.discardQueue()
            switch error {
            case .closed: facts.stopped = facts.stopped ?? .outputClosed
            case .failed(let error): facts.fault = facts.fault ?? "the script's output cannot be written: \(error)"
            }
        }
    }

    /// Takes what the zygote says of the child.
    private func takeReports(_ worker: WorkerProcess) {
        do throws(WorkerFault) {
            let isOpen = try worker.connection.receive()
            while let frame = try worker.connection.next() {
                guard case .ended(number, let end) = frame, self.end == nil else {
                    throw WorkerFault(reason: "the zygote sent a frame that does not belong to the run")
                }
                self.end = end
                ended = .now
                facts.waitStatus = end.status
            }
            if !isOpen, end == nil { throw WorkerFault(reason: "the zygote ended during the run") }
            isWorkerGone = !isOpen
        } catch {
            facts.fault = facts.fault ?? error.reason
            isWorkerGone = true
            worker.kill()
        }
    }

    /// First the script's process alone, so that the zygote can say what it had used.
    private func kill(_ worker: WorkerProcess) {
        guard end == nil, !isWorkerGone else { return }
        isChildKilled = true
        deadline = .now.advanced(by: Self.patience)
        if let process, process.kill() { return }
        isWorkerGone = true
        worker.kill()
    }

    private var nextClockCheck: MonotonicInstant {
        guard !isChildKilled, let processorWatch else { return deadline }
        return min(deadline, processorWatch.nextLook)
    }

    private func checkClock(_ worker: WorkerProcess) {
        guard end == nil, !isWorkerGone else { return }
        if !isChildKilled, processorWatch?.isExhausted() ?? false { facts.exceeded = facts.exceeded ?? .processorTime }
        guard deadline <= .now else { return }
        if isChildKilled {
            isWorkerGone = true
            worker.kill()
        } else if phase == .awaitingReady {
            facts.fault = facts.fault ?? "the script's process did not become ready"
        } else {
            facts.exceeded = facts.exceeded ?? .wallTime
        }
    }
}
