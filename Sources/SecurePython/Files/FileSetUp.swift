internal import Glibc
internal import Policy
internal import Wire

/// Opens what a run is granted, before anything runs.
struct FileSetUp {
    let event: Event
    private(set) var grants: [FileGrant] = []
    /// The bytes of each grant; none for most.
    private(set) var contents: [[UInt8]] = []
    private(set) var servers: [HostMountNumber: RunFiles.FileServer] = [:]
    private(set) var collections: [CollectionNumber: ArtefactIntake.Collection] = [:]
    private let ledger: WriteLedger

    /// Each is a descriptor and a thread of the host.
    static let maximumMounts = 64

    init(_ files: [GrantedFiles], limits: FileLimits) throws(SandboxError) {
        do {
            event = try Event()
        } catch {
            throw SandboxError(.system, "A run with files needs an event descriptor: \(error).")
        }
        ledger = WriteLedger(bytes: limits.writtenBytes, files: limits.createdFiles)
        guard files.count <= WireLimits.grants else {
            throw SandboxError(.request, "\(files.count) files are granted; at most \(WireLimits.grants) can be.")
        }
        var taken: Set<CheckedPath> = []
        var collected: Set<CheckedPath> = []
        for file in files {
            let path = try Self.path(file.path)
            // A folder may be collected whatever made it.
            let isFree = if case .collect = file { collected.insert(path).inserted } else { taken.insert(path).inserted }
            guard isFree else {
                throw SandboxError(.request, "\(path.absoluteText) is granted twice. Give each path of the script's tree once.")
            }
            try add(file, at: path)
        }
        try checkNesting()
        sort()
    }

    private func checkNesting() throws(SandboxError) {
        let files = Set(grants.filter(\.isFile).map(\.path))
        for grant in grants {
            var path = grant.path
            while path != .start {
                path = path.folder
                if files.contains(path) {
                    throw SandboxError(
                        .request, "\(grant.path.absoluteText) cannot be granted: \(path.absoluteText) is granted as a file.")
                }
            }
        }
    }

    /// Folders before what is in them, and last what is collected, since it may be in any of them.
    private mutating func sort() {
        let order = grants.indices.sorted { left, right in
            let (one, other) = (grants[left], grants[right])
            if one.isCollected != other.isCollected { return other.isCollected }
            let (depth, otherDepth) = (one.path.names.count, other.path.names.count)
            return depth == otherDepth ? left < right : depth < otherDepth
        }
        (grants, contents) = (order.map { grants[$0] }, order.map { contents[$0] })
    }

    /// A checked path of the script's tree.
    static func path(_ text: String) throws(SandboxError) -> CheckedPath {
        guard let path = CheckedPath(absolute: Array(text.utf8)), path != .start else {
            throw SandboxError(
                .request, "\(text.isEmpty ? "An empty text" : text) is no path of the script's tree: it must be absolute, "
                    + "such as /data, be beneath / and not hold . or .. as a name.")
        }
        return path
    }

    private mutating func add(_ file: GrantedFiles, at path: CheckedPath) throws(SandboxError) {
        var content: [UInt8] = []
        let source: FileGrant.Source
        switch file {
        case .memory(_, let bytes, let isExecutable):
            guard bytes.count <= WireLimits.grantContent else {
                throw SandboxError(
                    .request, "\(path.absoluteText) would hold \(bytes.count) bytes; a file in memory can be granted with "
                        + "\(LimitText(size: WireLimits.grantContent)) at most. Mount it from the host.")
            }
            content = bytes
            source = .content(bytes: bytes.count, isExecutable: isExecutable)
        case .mount(let host, _, let access): source = try mount(host, at: path, access)
        case .scratch(_, let bytes):
            guard bytes > 0 else {
                throw SandboxError(.request, "A scratch folder of \(bytes) bytes holds nothing. Give it a size such as 64MiB.")
            }
            source = .scratch(bytes: bytes)
        case .collect(_, let host): source = try collect(path, into: host)
        }
        grants.append(FileGrant(path: path, source: source))
        contents.append(content)
    }

    private mutating func mount(
        _ host: String, at path: CheckedPath, _ access: FileAccess
    ) throws(SandboxError) -> FileGrant.Source {
        try checkCount()
        let number = HostMountNumber(rawValue: UInt32(clamping: servers.count + 1))
        do {
            let mount = try HostMount(number: number, path: host, access: access, ledger: ledger)
            servers[number] = try RunFiles.FileServer(
                done: event, perform: { mount.answer($0) }, finish: { mount.close() })
            return .mount(number, isFolder: mount.isFolder, access: access)
        } catch where error.number == ENOTSUP {
            throw SandboxError(.request, "\(host) cannot be mounted at \(path.absoluteText): it is no regular file and no folder.")
        } catch {
            throw SandboxError(.request, "\(host) cannot be mounted at \(path.absoluteText): \(error).")
        }
    }

    private mutating func collect(_ path: CheckedPath, into host: String) throws(SandboxError) -> FileGrant.Source {
        try checkCount()
        let number = CollectionNumber(rawValue: UInt32(clamping: collections.count + 1))
        do {
            let collector = try ArtefactCollector(path: host)
            let lane = try ArtefactIntake.Collector(
                done: event, perform: { collector.take($0) }, finish: { _ = collector.take(.abandon) })
            collections[number] = ArtefactIntake.Collection(path: path, collector: lane)
        } catch {
            throw SandboxError(
                .request, "What \(path.absoluteText) holds cannot be brought into \(host): \(error). The folder must exist.")
        }
        return .collected(number)
    }

    private func checkCount() throws(SandboxError) {
        guard servers.count + collections.count < Self.maximumMounts else {
            throw SandboxError(.request, "More than \(Self.maximumMounts) host folders are granted. Mount a folder that holds several.")
        }
    }
}

extension FileGrant {
    fileprivate var isFile: Bool {
        switch source {
        case .content, .mount(_, isFolder: false, _): true
        case .mount, .scratch, .collected: false
        }
    }

    fileprivate var isCollected: Bool { if case .collected = source { true } else { false } }
}
