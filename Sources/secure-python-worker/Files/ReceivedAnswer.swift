import Glibc
import LinuxShims
import Policy

/// The host's answer to a request for a file.
struct ReceivedAnswer {
    let answer: FileAnswer
    /// Open for reading, of a regular file, with the answer `opened` and with no other. Whoever takes the answer closes
    /// it.
    let descriptor: Int32?

    init(_ answer: FileAnswer, descriptor: Int32?) {
        if case .opened = answer {
            // One that came when this process had as many open as it may is lost.
            self.answer = descriptor == nil ? .failed(EMFILE) : answer
            self.descriptor = descriptor
        } else {
            if let descriptor { spl_close(descriptor) }
            self.answer = answer
            self.descriptor = nil
        }
    }
}
