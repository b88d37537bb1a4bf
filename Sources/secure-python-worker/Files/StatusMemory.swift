import LinuxShims
import Policy

/// What the host said of files a moment ago, for all mounts of a run. A path is walked name by name, and a program that
/// looks at a file looks at its neighbours next: without this each of these is a question of its own.
///
/// Whatever a script changes makes it forget everything; what others change is seen when the moment is over.
final class StatusMemory {
    /// In nanoseconds.
    private static let lifetime: Int64 = 50_000_000
    private static let mostStatuses = 16_384
    /// So many questions in a row about one folder, and all of it is asked for.
    private static let questionsInRow = 3

    private var known: [HostPlace: (status: HostFileStatus, until: Int64)] = [:]
    private var lastFolder: HostPlace?
    private var questions = 0
    /// Folders of more files than one answer tells of, and such as cannot be listed.
    private var unfit: Set<HostPlace> = []

    func status(of place: HostPlace) -> HostFileStatus? {
        guard let found = known[place], spl_monotonic_nanoseconds() < found.until else { return nil }
        return found.status
    }

    func note(_ status: HostFileStatus, of place: HostPlace) {
        if known.count >= Self.mostStatuses { forget() }
        known[place] = (status, spl_monotonic_nanoseconds() + Self.lifetime)
    }

    func forget() {
        known.removeAll(keepingCapacity: true)
    }

    /// The folder of a place that nothing is known of, once all that is in it had better be asked for.
    func folderToLearn(for place: HostPlace) -> HostPlace? {
        guard !place.path.names.isEmpty else { return nil }
        let folder = HostPlace(place.mount, place.path.folder)
        questions = lastFolder == folder ? questions + 1 : 1
        lastFolder = folder
        guard questions > Self.questionsInRow, !unfit.contains(folder) else { return nil }
        questions = 0
        return folder
    }

    func noteUnfit(_ folder: HostPlace) {
        if unfit.count >= Self.mostStatuses { unfit = [] }
        unfit.insert(folder)
    }
}
