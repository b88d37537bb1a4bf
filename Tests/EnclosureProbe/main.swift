// Puts up steps of the enclosure in processes of its own and says what then holds:
// `enclosure-probe [--user ID] [--refuse-user-namespaces | --no-user-namespaces | --refuse CALL] SCENARIO [ARGUMENT]...`
import Glibc
import KernelFacts
import LinuxShims

alarm(30)
var arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "--user", arguments.count > 2, let user = UInt32(arguments[1]) {
    guard spl_become_user(user, user) == 0 else { fail("becoming user \(user)") }
    arguments.removeFirst(2)
}
if arguments.first == "--refuse-user-namespaces" {
    guard fact_refuse_user_namespaces() == 0 else { fail("the filter") }
    arguments.removeFirst()
} else if arguments.first == "--no-user-namespaces" {
    guard fact_allow_no_user_namespaces() == 0 else { fail("max_user_namespaces") }
    arguments.removeFirst()
} else if arguments.first == "--refuse", arguments.count > 2 {
    guard fact_refuse_call(arguments[1]) == 0 else { fail("the filter") }
    arguments.removeFirst(2)
}
guard let name = arguments.first, let scenario = Scenario(rawValue: name) else { fail("no scenario") }
scenario.run(Array(arguments.dropFirst()))
