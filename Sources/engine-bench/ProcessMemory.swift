import Glibc

/// What processes have for themselves, as the kernel counts it.
enum ProcessMemory {
    /// KiB that are private and dirty, of each process that a zygote forked.
    static func ofGrandchildren() -> [Int] {
        children(of: getpid()).flatMap(children).flatMap(children).compactMap(privateDirty)
    }

    private static func children(of process: Int32) -> [Int32] {
        threads(of: process).flatMap { thread in
            text("/proc/\(process)/task/\(thread)/children").split(separator: " ").compactMap { Int32($0) }
        }
    }

    private static func threads(of process: Int32) -> [Int32] {
        guard let folder = opendir("/proc/\(process)/task") else { return [] }
        defer { closedir(folder) }
        var threads: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let thread = Int32(name) { threads.append(thread) }
        }
        return threads
    }

    private static func privateDirty(_ process: Int32) -> Int? {
        for line in text("/proc/\(process)/smaps_rollup").split(separator: "\n") where line.hasPrefix("Private_Dirty:") {
            return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        }
        return nil
    }

    private static func text(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
