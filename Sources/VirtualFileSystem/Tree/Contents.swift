extension VirtualFileSystem {
    /// All bytes of a regular file; EINVAL for what is none.
    package func contents(of path: [UInt8]) throws(FileError) -> [UInt8] {
        let file = try open(path, [])
        guard file.kind == .regular else { throw .invalid }
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            var outcome = Result<Int, FileError>.success(0)
            room.withUnsafeMutableBytes { buffer in
                do throws(FileError) {
                    outcome = .success(try file.read(into: buffer))
                } catch {
                    outcome = .failure(error)
                }
            }
            let count = try outcome.get()
            if count == 0 { return bytes }
            bytes += room[..<count]
        }
    }
}
