import Glibc
import LineEditShims
import SecurePython

/// Where the statements of a session come from, line by line.
protocol LineReader: AnyObject {
    /// Without what ends it. `prompt` is shown where somebody is there to see it.
    func nextLine(prompt: String) -> LineResult
    /// What the arrow keys are to bring back, where there are any.
    func remember(_ line: String)
}

enum LineResult {
    case line([UInt8])
    /// The end of the input, or Ctrl-D.
    case end
    /// A signal came while the line was being typed, which the caller takes.
    case interrupted
}

/// A terminal, with editing and history.
final class TerminalLines: LineReader {
    private let editor: OpaquePointer

    /// `nil` where the terminal cannot be edited on.
    init?(watching signals: TerminationSignals, historySize: Int32) {
        guard let editor = sle_open("secure-python", signals.descriptor, historySize) else { return nil }
        self.editor = editor
    }

    deinit { sle_close(editor) }

    func nextLine(prompt: String) -> LineResult {
        var line: UnsafePointer<CChar>?
        var length = 0
        let result = prompt.withCString { sle_read_line(editor, $0, &line, &length) }
        switch result {
        case sle_line:
            guard let line else { return .end }
            return .line(UnsafeRawBufferPointer(start: line, count: length).map { $0 })
        case sle_interrupted: return .interrupted
        default: return .end
        }
    }

    func remember(_ line: String) { sle_remember(editor, line) }
}

/// Anything else: a file, a pipe, or a terminal whose output goes elsewhere. No more is read than one line, because what
/// follows may be for `input()`.
final class PlainLines: LineReader {
    private let signals: TerminationSignals
    private let isSeen: Bool
    private var isAtEnd = false

    init(watching signals: TerminationSignals) {
        self.signals = signals
        isSeen = isatty(0) == 1
    }

    func nextLine(prompt: String) -> LineResult {
        if isSeen { Complaint.write(prompt) }
        var line: [UInt8] = []
        while !isAtEnd {
            var sources = [pollfd(fd: 0, events: Int16(POLLIN), revents: 0), pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)]
            if poll(&sources, 2, -1) < 0 {
                if errno == EINTR { continue }
                break
            }
            if sources[1].revents != 0 { return .interrupted }
            var byte: UInt8 = 0
            let count = read(0, &byte, 1)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            if count <= 0 { break }
            if byte == UInt8(ascii: "\n") { return .line(line) }
            line.append(byte)
        }
        isAtEnd = true
        return line.isEmpty ? .end : .line(line)
    }

    func remember(_ line: String) {}
}
