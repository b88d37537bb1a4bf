import ArgumentParser
import Policy
import SecurePython

/// `secure-python doctor`: what this machine gives to a sandbox, and whether it holds.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Tell what this machine can enforce, and try it.",
        discussion: """
            Prints the kernel's features, the level of enclosure that can be had, the worker and its Python, then \
            makes attacks, each in a worker of its own, and says of each whether it was held. They aim at files and \
            sockets made for them and at this process, never at anything else.

            The exit status is 0 only where the level full stands, the worker's Python is the build that is installed, \
            and every attack was held, else 1.

            Examples:
              secure-python doctor
              secure-python doctor --json
              secure-python doctor --filter child    the system calls that a script's process may make
            """)

    @Option(
        defaultAsFlag: .child,
        help: ArgumentHelp(
            "Print a system call filter, child or zygote, and nothing else. Without a name: child.", valueName: "name"))
    var filter: FilterName?

    @Flag(help: "Print one line of JSON.")
    var json = false

    enum FilterName: String, ExpressibleByArgument, CaseIterable {
        case child, zygote
    }

    func run() throws {
        if let filter {
            guard let text = InstalledPolicies.readableFilter(filter.rawValue) else {
                Complaint.print("There is no filter for this architecture.")
                throw ExitCode(1)
            }
            print(text)
            return
        }
        let findings = DoctorFindings()
        if json {
            print(findings.json)
        } else {
            print(DoctorText(findings).text)
        }
        if !findings.isHealthy { throw ExitCode(1) }
    }
}
