import Policy
import SecurePython

/// All that `doctor` found out.
struct DoctorFindings {
    let machine: Diagnosis
    /// The attacks that were made; `nil` where there is no wall to try, or no worker.
    let selfTest: [DoctorResult]?

    init() {
        machine = Diagnosis()
        if case .success = machine.worker, let level = machine.level, level != .languageOnly {
            selfTest = DoctorSelfTest.run(level: level)
        } else {
            selfTest = nil
        }
    }

    /// How many audit events the worker's version of Python has in its table; `nil` where it has none, or where
    /// there is no worker.
    var auditEvents: Int? {
        guard case .success(let worker) = machine.worker else { return nil }
        return InstalledPolicies.auditEventCount(python: worker.pythonSeries)
    }

    /// Whether the worker's CPython is another build than the machine's.
    private var isOutdated: Bool {
        guard case .success(let worker) = machine.worker else { return false }
        return worker.isOutdated
    }

    /// Whether the level full stands, all that runs need is there and up to date, and every attack was held.
    var isHealthy: Bool {
        machine.level == .full && auditEvents != nil && !isOutdated && selfTest?.count == DoctorAttack.all.count
            && selfTest?.allSatisfy(\.isHeld) == true
    }
}

extension DoctorFindings {
    /// Raised with every change of the JSON form that is not an addition.
    private static let schemaVersion = 1

    /// One line; its keys say what the text says. What is not known or not there is null.
    var json: String {
        var writer = JSONWriter()
        writer.object { object in
            object.key("schema")
            object.integer(Self.schemaVersion)
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
            object.key("selfTest")
            if let selfTest {
                object.array { array in for result in selfTest { array.result(result) } }
            } else {
                object.null()
            }
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
            object.key("build")
            object.string(worker.build)
            object.key("installedBuild")
            if let installed = worker.installedBuild { object.string(installed) } else { object.null() }
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

    fileprivate mutating func result(_ result: DoctorResult) {
        object { object in
            object.key("attack")
            object.string(result.attack.name)
            object.key("from")
            object.string(result.attack.footing.rawValue)
            object.key("held")
            object.boolean(result.isHeld)
            object.key("reason")
            object.string(result.reason)
        }
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
