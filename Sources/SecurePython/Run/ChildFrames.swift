internal import Policy
internal import Wire

extension ChildRun {
    /// Acts on the frames that have arrived, as long as neither answers nor output pile up.
    func takeFrames() {
        while !channel.isSending, exchange.output.hasRoom, files?.isTaking != true, exchange.facts.fault == nil {
            do {
                guard let frame = try channel.next() else { return }
                try take(frame)
            } catch let fault as WorkerFault {
                exchange.facts.fault = fault.reason
            } catch {
                exchange.facts.fault = "the script's process sent what is no frame: \(error)"
            }
        }
    }

    private func take(_ frame: ChildToHost) throws {
        switch (phase, frame) {
        case (.awaitingReady, .gate):
            guard awaitsGate, let descriptor = channel.takeArrived() else {
                throw WorkerFault(reason: "the script's process sent a gate, and none was asked for")
            }
            awaitsGate = false
            gate = try BranchGate(descriptor)
        case (.awaitingReady, .ready):
            guard !awaitsGate else { throw WorkerFault(reason: "the session's process was ready without a gate") }
            phase = .running
            startClocks()
            feed = files?.feed ?? GrantFeed()
            try sendGrants()
        case (.awaitingReady, _): throw WorkerFault(reason: "the script's process spoke before it was ready")
        case (.finished, _): throw WorkerFault(reason: "the script's process sent more after its result")
        case (.idle, _): throw WorkerFault(reason: "the session's process sent more after its answer")
        case (.running, .gate): throw WorkerFault(reason: "the script's process sent a gate, and none was asked for")
        case (.running, .ready): throw WorkerFault(reason: "the script's process was ready twice")
        case (.running, .output(let stream, let bytes)): take(bytes, of: stream)
        case (.running, .readInput(let limit)):
            guard awaitedInput == nil else { throw WorkerFault(reason: "the script's process asked twice for input") }
            awaitedInput = limit
            if exchange.owesInterruptOfInput { return try interruptInput() }
            if !grantsInput || input.awaitedDescriptor == nil { try answerInput() }
        case (.running, .sourceModule(let name)):
            channel.send(try HostToChild.module(sourceRoot?.module(named: name)).encoded())
        case (.running, .denial(let denial)):
            if exchange.denials.count < WireLimits.denials { exchange.denials.append(denial) } else { exchange.hasMoreDenials = true }
        case (.running, .fileRequest(let request)):
            guard let files else { throw WorkerFault(reason: "the script's process asked for a file, and none is granted") }
            guard !files.isAsked else { throw WorkerFault(reason: "the script's process asked twice for files") }
            if let answer = files.ask(request) { try send(answer) }
        case (.running, .artefact(let artefact)):
            guard let files else { throw WorkerFault(reason: "the script's process sent an artefact, and none is collected") }
            guard !isSession || exchange.isClosing else {
                throw WorkerFault(reason: "the session's process sent an artefact before its end")
            }
            try files.artefacts.take(artefact)
        case (.running, .artefactBytes(let bytes)):
            guard let files else { throw WorkerFault(reason: "the script's process sent an artefact, and none is collected") }
            try files.artefacts.take(bytes)
        case (.running, .result(let outcome)):
            try files?.artefacts.checkComplete()
            phase = .finished
            exchange.facts.claim = outcome
        case (.running, .answered(let number, let outcome)):
            guard isSession, number == exchange.number else {
                throw WorkerFault(reason: "the script's process answered what it was not asked")
            }
            phase = .idle
            // Until the next statement, so that nothing runs outside a budget: not its threads, either.
            _ = process?.send(.stop)
            exchange.ended = .now
            exchange.outcome = outcome
            exchange.facts.claim = if case .ended(let outcome) = outcome { outcome } else { .exited(status: 0) }
        case (.running, .hostCall(let call)):
            guard let calls else { throw WorkerFault(reason: "the script's process called a host function, and none is granted") }
            exchange.hostCalls += 1
            guard exchange.hostCalls <= limits.hostCalls.value ?? .max else {
                exchange.facts.exceeded = exchange.facts.exceeded ?? .hostCalls
                return
            }
            try calls.take(call)
            try answerCalls()
        case (.running, .droppedObject(let number, let received)):
            guard let calls else { throw WorkerFault(reason: "the script's process dropped an object, and none is granted") }
            calls.objects.drop(number, received: received)
        case (.running, .value(let value)):
            guard exchange.wantsValue, exchange.value == nil else {
                throw WorkerFault(reason: "the script's process sent a value that was not asked for")
            }
            exchange.value = value
            // The script drops its objects before it ends.
            if calls?.objects.isNeeded == true { exchange.readValue = read(value) }
        case (.running, .forbiddenCall(let number)):
            phase = .finished
            exchange.facts.trappedCall = number
        }
    }

    /// Answers the child's question for input, where some has come.
    func answerInput() throws {
        guard let limit = awaitedInput else { return }
        guard let bytes = grantsInput ? input.read(atMost: limit) : [] else { return }
        awaitedInput = nil
        channel.send(try HostToChild.input(bytes).encoded())
    }

    /// Sends what has become of calls, as far as the channel takes it. Wall time does not count while closures work.
    func answerCalls() throws {
        guard let calls else { return }
        calls.proceed()
        while !channel.isSending, let answer = calls.nextAnswer() {
            channel.send(try HostToChild.hostCallAnswer(answer).encoded())
        }
        if calls.isWorking { pauseClock() } else { resumeClock() }
    }

    private func pauseClock() {
        guard exchange.paused == nil else { return }
        exchange.paused = .now
    }

    private func resumeClock() {
        guard let paused = exchange.paused else { return }
        exchange.paused = nil
        exchange.waited += MonotonicInstant.now.duration(since: paused)
        if let limit = limits.wallTime.value, !isChildKilled {
            exchange.deadline = exchange.began.advanced(by: limit + exchange.waited)
        }
    }

    /// Sends what the script's tree holds, as far as the channel takes it, and then the script.
    func sendGrants() throws {
        while !channel.isSending, let next = feed {
            var rest = next
            if let frame = try rest.next() {
                feed = rest
                channel.send(frame)
            } else {
                feed = nil
                for frame in openingFrames { channel.send(frame) }
            }
        }
    }

    private func send(_ answer: HostAnswer) throws {
        channel.send(try HostToChild.fileAnswer(answer.answer).encoded(), passing: answer.descriptor)
    }

    /// Deals with what has become of requests and artefacts.
    func proceedWithFiles() throws {
        guard let files else { return }
        files.artefacts.proceed()
        if let answer = files.takeAnswer() { try send(answer) }
    }

    private func take(_ bytes: [UInt8], of stream: OutputStream) {
        guard exchange.facts.stopped == nil else { return }
        let left = (limits.outputBytes.value ?? .max) - exchange.outputBytes - exchange.errorBytes
        let kept = bytes.count <= left ? bytes : Array(bytes.prefix(max(0, left)))
        switch stream {
        case .standardOutput: exchange.outputBytes += kept.count
        case .standardError: exchange.errorBytes += kept.count
        }
        if !kept.isEmpty { exchange.output.accept(kept, from: stream) }
        if kept.count < bytes.count, exchange.facts.exceeded == nil { exchange.facts.exceeded = .output }
    }
}
