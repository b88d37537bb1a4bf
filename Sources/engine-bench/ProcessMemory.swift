import Glibc

/// What processes have for themselves, as the kernel counts it: KiB that are private and dirty.
struct ProcessMemory {
    private let sizes: [Int]

    var count: Int { sizes.count }
    var median: Int? { sizes.isEmpty ? nil : sizes[sizes.count / 2] }
    var largest: Int? { sizes.last }

    /// Of each process that a zygote of this process's workers forked. Empty where the user may not look.
    static func ofForks() -> ProcessMemory {
        // Starters, their zygotes, and what those forked.
        let forks = children(of: getpid()).flatMap(children).flatMap(children)
        return ProcessMemory(sizes: forks.compactMap(privateDirty).sorted())
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
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
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
