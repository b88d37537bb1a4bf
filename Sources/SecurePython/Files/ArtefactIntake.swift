internal import Glibc
internal import Policy

/// Takes the artefacts that a run's process sends, each of them a claim: what they are called and hold is the script's
/// word. Whatever it sends, no more than the limits allow reaches a host folder, or this object's memory.
final class ArtefactIntake {
    typealias Collector = Lane<ArtefactCollector.Step, SystemError?>

    struct Collection {
        /// In the script's tree.
        let path: CheckedPath
        let collector: Collector
    }

    /// A file whose bytes are still to come.
    private struct Current {
        let artefact: Artefact
        let collection: Collection
        let bytes: Int
        var missing: Int
        var refusal: String?
    }

    private let collections: [CollectionNumber: Collection]
    private let limits: FileLimits
    private var current: Current?
    private var underWay: (collector: Collector, deadline: MonotonicInstant)?
    private var bytes = 0
    /// Files and folders that were begun.
    private var count = 0
    private(set) var records: [ArtefactRecord] = []
    /// Whether there were more than are recorded.
    private(set) var hasMore = false

    init(collections: [CollectionNumber: Collection], limits: FileLimits) {
        self.collections = collections
        self.limits = limits
    }

    var isTaking: Bool { underWay != nil }
    var deadline: MonotonicInstant { underWay?.deadline ?? .never }

    func take(_ artefact: Artefact) throws(WorkerFault) {
        guard current == nil else { throw WorkerFault(reason: "the script's process began an artefact within another") }
        guard let collection = collections[artefact.collection] else {
            throw WorkerFault(reason: "the script's process sent an artefact of no collected folder")
        }
        var size = 0
        var missing = 0
        switch artefact.content {
        case .folder: break
        case .file(let bytes, _): (size, missing) = (bytes, bytes)
        case .withheld(let bytes): size = bytes
        }
        current = Current(
            artefact: artefact, collection: collection, bytes: size, missing: missing, refusal: refusal(artefact, size))
        if current?.refusal == nil {
            bytes += size
            count += 1
            begin(.begin(artefact.path, artefact.content), collection.collector)
        }
        endWhereComplete()
    }

    func take(_ piece: [UInt8]) throws(WorkerFault) {
        guard let collection = current?.collection, piece.count <= current?.missing ?? 0 else {
            throw WorkerFault(reason: "the script's process sent more of an artefact than it had announced")
        }
        current?.missing -= piece.count
        if current?.refusal == nil { begin(.bytes(piece), collection.collector) }
        endWhereComplete()
    }

    /// No more may come.
    func checkComplete() throws(WorkerFault) {
        if current != nil { throw WorkerFault(reason: "the script's process ended within an artefact") }
    }

    /// Takes note of a step that has come to its end.
    func proceed() {
        guard let step = underWay else { return }
        if let error = step.collector.takeOutcome() {
            underWay = nil
            if let error { refuse(Self.text(of: error)) }
        } else if step.deadline <= .now {
            step.collector.giveUp()
            underWay = nil
            refuse("the file system did not answer in time")
        } else {
            return
        }
        endWhereComplete()
    }

    /// Takes away an artefact that did not become whole. Returns whether there is something to wait for.
    func abandon() -> Bool {
        if isTaking { return true }
        guard let left = current else { return false }
        current = nil
        record(left, refusal: left.refusal ?? "it was not sent whole")
        if left.refusal == nil { begin(.abandon, left.collection.collector) }
        return isTaking
    }

    func end() {
        for collection in collections.values { collection.collector.end() }
    }

    private func begin(_ step: ArtefactCollector.Step, _ collector: Collector) {
        guard collector.begin(step) else {
            refuse("the file system does not answer")
            return
        }
        underWay = (collector, .now.advanced(by: limits.patience))
    }

    private func refusal(_ artefact: Artefact, _ size: Int) -> String? {
        if artefact.path.names.count > limits.artefactDepth { return "it is more than \(limits.artefactDepth) folders deep" }
        var isWithheld = false
        if case .withheld = artefact.content { isWithheld = true }
        if isWithheld || size > limits.artefactBytes - bytes {
            return "all artefacts together may have \(LimitText(size: limits.artefactBytes))"
        }
        return count >= limits.artefacts ? "there may be \(limits.artefacts) artefacts" : nil
    }

    private func refuse(_ reason: String) {
        guard let refused = current, refused.refusal == nil else { return }
        current?.refusal = reason
        bytes -= refused.missing
    }

    /// Records the artefact once all of it has been taken, or refused and passed over.
    private func endWhereComplete() {
        guard let done = current, done.missing == 0, underWay == nil else { return }
        current = nil
        // Folders are told where they are missing.
        if case .folder = done.artefact.content, done.refusal == nil { return }
        record(done, refusal: done.refusal)
    }

    private func record(_ done: Current, refusal: String?) {
        guard records.count < limits.artefacts else {
            hasMore = true
            return
        }
        let names = done.collection.path.names + done.artefact.path.names
        let path = "/" + String(decoding: Array(names.joined(separator: [UInt8(ascii: "/")])), as: UTF8.self)
        records.append(ArtefactRecord(path: path, bytes: done.bytes, refusal: refusal))
    }

    private static func text(of error: SystemError) -> String {
        switch error.number {
        case EEXIST: "the name is taken in the host's folder"
        case ENOENT: "the folder that it stands in was not brought out"
        default: error.description
        }
    }
}
