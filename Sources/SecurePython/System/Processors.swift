internal import Glibc

enum Processors {
    /// Those that are online, at least one. Asked for once, since the answer is read from files.
    static let count = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
