@testable import VirtualFileSystem

/// All of a tree as text, in the form in which the probe tells its own.
struct Snapshot {
    private let tree: VirtualFileSystem
    private var seen: [[Int]: Int] = [:]
    private var lines: [String] = []

    private let showsHoles: Bool

    init(_ tree: VirtualFileSystem, showsHoles: Bool = true) {
        self.tree = tree
        self.showsHoles = showsHoles
    }

    mutating func text() -> String {
        describe("/", in: .workingDirectory, shown: "", depth: 0)
        return lines.map { $0 + "\n" }.joined()
    }

    private mutating func describe(_ name: String, in base: PathBase, shown: String, depth: Int) {
        let path = Array(name.utf8)
        var line = "\(shown) "
        do throws(FileError) {
            let status = try tree.status(of: path, from: base, followingLastLink: false)
            let number = seen[[status.device, status.inode], default: seen.count]
            seen[[status.device, status.inode]] = number
            line += "#\(number) " + String(decoding: status.text, as: UTF8.self)
            if status.kind == .link {
                line += " -> " + String(decoding: (try? tree.linkTarget(of: path, from: base)) ?? [], as: UTF8.self)
            } else if status.kind == .regular {
                line += contents(path, base)
            }
            lines.append(line)
            guard status.kind == .directory, depth <= 40 else { return }
        } catch {
            lines.append(line + "error=\(error.number)")
            return
        }
        do throws(FileError) {
            let directory = try tree.open(path, .directory, from: base)
            for entry in try directory.remainingEntries().sorted(by: {
                $0.name.bytes.lexicographicallyPrecedes($1.name.bytes)
            }) {
                let name = String(decoding: entry.name.bytes, as: UTF8.self)
                let short = String(decoding: entry.name.bytes.prefix(40), as: UTF8.self)
                describe(name, in: .file(directory), shown: shown + "/" + short, depth: depth + 1)
            }
        } catch {
            lines.append("\(shown)/ error=\(error.number)")
        }
    }

    private func contents(_ path: [UInt8], _ base: PathBase) -> String {
        do throws(FileError) {
            let file = try tree.open(path, [], from: base)
            if !showsHoles { return try " " + String(hash(file, 0..<min(40_000, file.status().size)), radix: 16) }
            var parts = ""
            var position = 0
            for _ in 0..<64 {
                guard let data = try? file.seek(by: position, from: .data) else { break }
                let hole = try file.seek(by: data, from: .hole)
                parts += " \(data)-\(hole):\(String(try hash(file, data..<hole), radix: 16))"
                position = hole
            }
            return parts
        } catch {
            return " error=\(error.number)"
        }
    }

    private func hash(_ file: OpenFile, _ range: Range<Int>) throws(FileError) -> UInt64 {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        var room = [UInt8](repeating: 0, count: 1 << 16)
        var position = range.lowerBound
        while position < range.upperBound {
            let wanted = min(room.count, range.upperBound - position)
            let count = try room.withRoom { room throws(FileError) in
                try file.read(at: position, into: UnsafeMutableRawBufferPointer(rebasing: room[..<wanted]))
            }
            if count <= 0 { break }
            room.withUnsafeBytes { bytes in
                for word in 0..<count / 8 {
                    value = (value ^ bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)) &* 0x100_0000_01b3
                }
                for byte in bytes[(count & ~7)..<count] { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
            }
            position += count
        }
        return value
    }
}
