internal import Policy
internal import Wire

extension OneShotRun {
    /// Acts on the frames that have arrived, as long as neither answers nor output pile up.
    func takeFrames() {
        while !channel.isSending, output.hasRoom, files?.isTaking != true, facts.fault == nil {
            do {
                guard let frame = try channel.next() else { return }
                try take(frame)
            } catch let fault as WorkerFault {
                facts.fault = fault.reason
            } catch {
                facts.fault = "the script's process sent what is no frame: \(error)"
            }
        }
    }

    private func take(_ frame: ChildToHost) throws {
        switch (phase, frame) {
        case (.awaitingReady, .ready):
            phase = .running
            began = .now
            deadline = limits.wallTime.value.map { began.advanced(by: $0) } ?? .never
            if let limit = limits.processorTime.value {
                processorWatch = process.flatMap {
                    ProcessorWatch($0, limit: limit, mayUseAllProcessors: mayHaveThreads)
                }
            }
            feed = files?.feed ?? GrantFeed()
            try sendGrants()
        case (.awaitingReady, _): throw WorkerFault(reason: "the script's process spoke before it was ready")
        case (.finished, _): throw WorkerFault(reason: "the script's process sent more after its result")
        case (.running, .ready): throw WorkerFault(reason: "the script's process was ready twice")
        case (.running, .output(let stream, let bytes)): take(bytes, of: stream)
        case (.running, .readInput(let limit)):
            guard awaitedInput == nil else { throw WorkerFault(reason: "the script's process asked twice for input") }
            awaitedInput = limit
            if !grantsInput || input.awaitedDescriptor == nil { try answerInput() }
        case (.running, .sourceModule(let name)):
            channel.send(try HostToChild.module(sourceRoot?.module(named: name)).encoded())
        case (.running, .denial(let denial)):
            if denials.count < WireLimits.denials { denials.append(denial) } else { hasMoreDenials = true }
        case (.running, .fileRequest(let request)):
            guard let files else { throw WorkerFault(reason: "the script's process asked for a file, and none is granted") }
            guard !files.isAsked else { throw WorkerFault(reason: "the script's process asked twice for files") }
            if let answer = files.ask(request) { try send(answer) }
        case (.running, .artefact(let artefact)):
            guard let files else { throw WorkerFault(reason: "the script's process sent an artefact, and none is collected") }
            try files.artefacts.take(artefact)
        case (.running, .artefactBytes(let bytes)):
            guard let files else { throw WorkerFault(reason: "the script's process sent an artefact, and none is collected") }
            try files.artefacts.take(bytes)
        case (.running, .result(let outcome)):
            try files?.artefacts.checkComplete()
            phase = .finished
            facts.claim = outcome
        case (.running, .forbiddenCall(let number)):
            phase = .finished
            facts.trappedCall = number
        }
    }

    /// Answers the child's question for input, where some has come.
    func answerInput() throws {
        guard let limit = awaitedInput else { return }
        guard let bytes = grantsInput ? input.read(atMost: limit) : [] else { return }
        awaitedInput = nil
        channel.send(try HostToChild.input(bytes).encoded())
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
                channel.send(scriptFrame)
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
        guard facts.stopped == nil else { return }
        let left = (limits.outputBytes.value ?? .max) - outputBytes - errorBytes
        let kept = bytes.count <= left ? bytes : Array(bytes.prefix(max(0, left)))
        switch stream {
        case .standardOutput: outputBytes += kept.count
        case .standardError: errorBytes += kept.count
        }
        if !kept.isEmpty { output.accept(kept, from: stream) }
        if kept.count < bytes.count, facts.exceeded == nil { facts.exceeded = .output }
    }
}
