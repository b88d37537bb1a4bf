import ArgumentParser
import Glibc
import SecurePython

// Scripts are started from here: everything that can wait waits until the worker is on its way.
do throws(SandboxError) {
    try StandardDescriptors.occupy()
} catch {
    exit(RunSession.ownFailure)
}
let invocation = Invocation.ofThisProcess()
let earlyWorker = EarlyWorker(startingFor: invocation)
do {
    var command = try SecurePythonCommand.parseAsRoot(invocation.parserArguments)
    if let options = command as? RunCommand {
        exit(RunSession(options: options, invocation: invocation, earlyWorker: earlyWorker).run())
    }
    if let options = command as? ReplCommand {
        exit(ReplSession(options: options).run())
    }
    try command.run()
} catch {
    earlyWorker.end()
    SecurePythonCommand.exit(withError: error)
}
