import Glibc

/// A pipe of the test's own.
final class TestPipe {
    let reading: Int32
    let writing: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0, fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0, fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 else { throw CancellationError() }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(writing, bytes, bytes.count)
    }

    func read(_ count: Int) -> String {
        var bytes = [UInt8](repeating: 0, count: count)
        let done = Glibc.read(reading, &bytes, count)
        return String(decoding: bytes.prefix(max(0, done)), as: UTF8.self)
    }
}
