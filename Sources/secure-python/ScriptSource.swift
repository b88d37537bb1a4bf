import Glibc
import Policy
import SecurePython

/// The script of a `run`, read before the worker is asked to do anything with it.
struct ScriptSource {
    let request: ScriptRequest
    /// Whether the script itself came from stdin, which is then used up.
    let isFromInput: Bool

    /// Why a script cannot be read, in python3's words.
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let number: Int32

        var description: String {
            "can't open file '\(path)': [Errno \(number)] \(String(cString: strerror(number)))"
        }
    }

    init(_ invocation: Invocation) throws(Failure) {
        if let code = invocation.code {
            isFromInput = false
            request = ScriptRequest(
                origin: .command, source: code + Array("\n".utf8), arguments: invocation.scriptAndArguments)
            return
        }
        let path = invocation.scriptAndArguments.first ?? []
        let arguments = Array(invocation.scriptAndArguments.dropFirst())
        isFromInput = path == Array("-".utf8)
        let text = String(decoding: path, as: UTF8.self)
        do throws(ReadError) {
            if isFromInput {
                request = ScriptRequest(
                    origin: .standardInput, source: try Self.contents(of: 0), arguments: arguments)
            } else {
                let name = path.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) }
                request = ScriptRequest(
                    origin: .file(name: name ?? text), source: try Self.file(path), arguments: arguments)
            }
        } catch {
            throw Failure(path: isFromInput ? "<stdin>" : text, number: error.number)
        }
    }

    private struct ReadError: Error {
        let number: Int32
    }

    private static func file(_ path: [UInt8]) throws(ReadError) -> [UInt8] {
        let descriptor = (path + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text -> Int32 in
                guard let start = text.baseAddress else { return -EINVAL }
                let descriptor = open(start, O_RDONLY | O_CLOEXEC | O_NOCTTY)
                return descriptor < 0 ? -errno : descriptor
            }
        }
        guard descriptor >= 0 else { throw ReadError(number: -descriptor) }
        defer { close(descriptor) }
        return try contents(of: descriptor)
    }

    private static func contents(of descriptor: Int32) throws(ReadError) -> [UInt8] {
        var content: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &room, room.count)
            if count == 0 { return content }
            if count < 0 {
                let number = errno
                if number == EINTR { continue }
                throw ReadError(number: number)
            }
            content += room[..<count]
            if content.count > ScriptRequest.maximumSourceBytes { throw ReadError(number: EFBIG) }
        }
    }
}
