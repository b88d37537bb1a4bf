import Policy
import SecurePython

/// All that `doctor` found out.
struct DoctorFindings {
    let machine: Diagnosis

    init() {
        machine = Diagnosis()
    }

    /// How many audit events the worker's version of Python has in its table; `nil` where it has none, or where
    /// there is no worker.
    var auditEvents: Int? {
        guard case .success(let worker) = machine.worker else { return nil }
        return InstalledPolicies.auditEventCount(python: worker.pythonSeries)
    }

    /// Whether the level full stands and all that runs need is there.
    var isHealthy: Bool {
        machine.level == .full && auditEvents != nil
    }
}

extension DoctorFindings {
    /// One line; documented by its keys, which are those of the text.
    var json: String {
        var writer = JSONWriter()
        writer.object { object in
            object.key("version")
            object.string(BuildIdentity.version)
            object.key("healthy")
            object.boolean(isHealthy)
            object.key("kernel")
            object.object { kernel in
                kernel.key("release")
                kernel.string(machine.kernelRelease)
                kernel.key("architecture")
                kernel.string(machine.architecture)
            }
            object.key("user")
            object.integer(machine.user)
            object.key("features")
            object.array { array in for feature in machine.features { array.feature(feature) } }
            object.key("levelForRoot")
            object.level(machine.levelForRoot)
            object.key("levelForUsers")
            object.level(machine.levelForUsers)
            object.key("worker")
            object.object { write(worker: &$0) }
            object.key("policies")
            object.object { write(policies: &$0) }
        }
        return writer.text
    }

    private func write(worker object: inout JSONWriter) {
        switch machine.worker {
        case .success(let worker):
            object.key("path")
            object.string(worker.path)
            object.key("python")
            object.string(worker.python)
            object.key("library")
            if let library = worker.library { object.string(library) } else { object.null() }
        case .failure(let error):
            object.key("error")
            object.string(error.explanation)
        }
    }

    private func write(policies object: inout JSONWriter) {
        object.key("whitelists")
        object.strings(InstalledPolicies.whitelists)
        object.key("auditEvents")
        if let auditEvents { object.integer(auditEvents) } else { object.null() }
        object.key("systemCallFilters")
        object.strings(InstalledPolicies.systemCallFilters)
    }
}

extension JSONWriter {
    fileprivate mutating func strings(_ values: [String]) {
        array { array in for value in values { array.string(value) } }
    }

    fileprivate mutating func level(_ level: EnclosureLevel?) {
        if let level { string(level.rawValue) } else { null() }
    }

    fileprivate mutating func feature(_ feature: Diagnosis.Feature) {
        object { object in
            object.key("name")
            object.string(feature.name)
            object.key("present")
            object.boolean(feature.isPresent)
            object.key("detail")
            object.string(feature.detail)
            object.key("absence")
            object.string(feature.absence)
        }
    }
}
