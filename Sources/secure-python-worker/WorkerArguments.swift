import Glibc
import LinuxShims
import Policy

/// What the host says on the worker's command line. Nothing of a script is ever in it.
struct WorkerArguments {
    /// The user and group to become where the worker was started as root.
    let user: UInt32
    /// What the starter puts up before the policy has come; the policy must ask for the same.
    let enclosure: EnclosureLevel
    /// What random numbers follow from, from the first one on; `nil`: real ones.
    let seed: UInt64?

    /// The control socket, where the host puts it.
    static let control: Int32 = 3

    /// `worker --user ID --enclosure LEVEL [--seed N]` with the control socket as descriptor 3. Anything else is a person or a mistake:
    /// ends the process with status 64.
    static func ofThisProcess() -> WorkerArguments {
        let arguments = CommandLine.arguments
        let seed = arguments.count == 7 && arguments[5] == "--seed" ? UInt64(arguments[6]) : nil
        guard arguments.count == 5 || seed != nil, arguments[1] == "--user", let user = UInt32(arguments[2]),
            arguments[3] == "--enclosure", let enclosure = EnclosureLevel(rawValue: arguments[4]),
            spl_is_local_stream(control) == 1
        else {
            // There is no host, so that 2 is not /dev/null: the one time that the worker writes there.
            let text = "secure-python-worker is started by secure-python or by the SecurePython library, not by hand.\n"
            var bytes = Array(text.utf8)
            _ = spl_write(2, &bytes, bytes.count)
            _exit(64)
        }
        return WorkerArguments(user: user, enclosure: enclosure, seed: seed)
    }
}
