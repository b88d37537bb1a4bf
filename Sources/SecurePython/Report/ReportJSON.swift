internal import Policy

extension Report {
    /// The report as one line of JSON. docs/report.md tells what each key means and whose word it is.
    public var json: String {
        var writer = JSONWriter()
        writer.object { object in
            object.key("schema")
            object.integer(Self.schemaVersion)
            object.key("version")
            object.string(BuildIdentity.version)
            object.key("verdict")
            object.string(verdict.name)
            write(details: &object)
            object.key("exitStatus")
            object.integer(exitStatus)
            object.key("layers")
            object.object { layers in
                for layer in Layer.allCases {
                    layers.key(layer.rawValue)
                    layers.string(standingLayers.contains(layer) ? "present" : "absent")
                }
            }
            object.key("enclosure")
            object.object { write(enclosure: &$0) }
            object.key("limits")
            object.object { write(limits: &$0) }
            object.key("processorMicroseconds")
            object.integer(processorTime.microseconds)
            object.key("wallMicroseconds")
            object.integer(wallTime.microseconds)
            object.key("peakMemoryBytes")
            object.integer(peakMemoryBytes)
            object.key("hostCalls")
            object.integer(hostCalls)
            object.key("hostMicroseconds")
            object.integer(hostTime.microseconds)
            object.key("standardOutputBytes")
            object.integer(standardOutputBytes)
            object.key("standardErrorBytes")
            object.integer(standardErrorBytes)
            object.key("denials")
            object.array { array in for denial in denials { array.denial(denial) } }
            object.key("hasMoreDenials")
            object.boolean(hasMoreDenials)
            object.key("artefacts")
            object.array { array in for artefact in artefacts { array.artefact(artefact) } }
            object.key("hasMoreArtefacts")
            object.boolean(hasMoreArtefacts)
        }
        return writer.text
    }

    private func write(enclosure object: inout JSONWriter) {
        object.key("level")
        object.string(enclosure.level.rawValue)
        object.key("landlockVersion")
        object.integer(enclosure.landlockVersion)
        object.key("hasUserNamespace")
        object.boolean(enclosure.hasUserNamespace)
        object.key("controlGroup")
        object.boolean(isInControlGroup)
    }

    private func write(limits object: inout JSONWriter) {
        object.bound("processorMicroseconds", limits.processorTime.value?.microseconds)
        object.bound("wallMicroseconds", limits.wallTime.value?.microseconds)
        object.bound("memoryBytes", limits.memoryBytes.value)
        object.bound("outputBytes", limits.outputBytes.value)
        object.bound("threads", limits.threads.value)
        object.bound("hostCalls", limits.hostCalls.value)
        object.bound("hostMicroseconds", limits.hostTime.value?.microseconds)
    }

    private func write(details object: inout JSONWriter) {
        switch verdict {
        case .exception(let type, let message), .denied(let type, let message):
            object.key("exceptionType")
            object.string(type)
            object.key("message")
            object.string(message)
        case .crashed(let signal):
            object.key("signal")
            object.integer(signal)
        case .forbiddenSystemCall(let name):
            // The kernel does not tell: the name is the worker's word.
            object.key("claimedSystemCall")
            if let name { object.string(name) } else { object.null() }
        case .stopped(let cause):
            object.key("cause")
            object.string(cause.rawValue)
        case .hostFault(let reason):
            object.key("reason")
            object.string(reason)
        case .ok, .cpuTime, .wallTime, .memory, .output, .hostCalls: break
        }
    }
}

extension JSONWriter {
    /// `null` where there is none.
    fileprivate mutating func bound(_ name: String, _ value: (some BinaryInteger)?) {
        key(name)
        if let value { integer(value) } else { null() }
    }

    fileprivate mutating func artefact(_ artefact: ArtefactRecord) {
        object { object in
            object.key("path")
            object.string(artefact.path)
            object.key("bytes")
            object.integer(artefact.bytes)
            object.key("refusal")
            if let refusal = artefact.refusal { object.string(refusal) } else { object.null() }
        }
    }

    fileprivate mutating func denial(_ denial: Denial) {
        object { object in
            object.key("layer")
            object.string(denial.layer.rawValue)
            object.key("operation")
            object.string(denial.operation)
            object.key("rule")
            object.string(denial.rule)
            object.key("remedy")
            object.string(denial.remedy)
            object.key("file")
            if let file = denial.file { object.string(file) } else { object.null() }
            object.key("line")
            if let line = denial.line { object.integer(line) } else { object.null() }
        }
    }
}

extension Duration {
    var microseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? .max : scaled &+ attoseconds / 1_000_000_000_000
    }
}
