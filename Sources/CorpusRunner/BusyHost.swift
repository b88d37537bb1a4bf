internal import Glibc
internal import LinuxShims
internal import Synchronization

/// Changes granted folders for as long as a script runs, as other programs of a host may: a folder and a file trade
/// places with links that lead outside, a file grows and shrinks, and folders of results become links.
final class BusyHost: Sendable {
    enum Place: Sendable {
        case mounted(String)
        case collected(String, outside: String)
    }

    private enum Progress { case under, ending, over }
    private let progress = Mutex(Progress.under)

    init(_ places: [Place]) {
        startThread { [self] in
            var turn = 0
            while progress.withLock({ $0 == .under }) {
                for place in places { Self.change(place, turn) }
                turn += 1
                usleep(20)
            }
            progress.withLock { $0 = .over }
        }
    }

    /// Waits until nothing is changed any more.
    func end() {
        progress.withLock { if $0 == .under { $0 = .ending } }
        while progress.withLock({ $0 != .over }) { usleep(500) }
    }

    private static func change(_ place: Place, _ turn: Int) {
        switch place {
        case .mounted(let folder):
            spl_exchange(folder + "/busy/swap", folder + "/busy/swap-link")
            spl_exchange(folder + "/busy/file", folder + "/busy/file-link")
            truncate(folder + "/busy/changing", turn % 2 == 0 ? 0 : 1 << 20)
        case .collected(let folder, let outside):
            // A folder of results that is being filled is taken away, and a link put in its place.
            if rename(folder + "/swap", "\(folder)/swapped-\(turn)") == 0 { symlink(outside, folder + "/swap") }
        }
    }
}
