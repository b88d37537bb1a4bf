// The process in which scripts run. Started by the host library, never by a person.
import Glibc
import LinuxShims
import PythonRuntime

/// As deep as scripts may recurse; address space that is only taken as the stack grows.
let deepestStack = 1 << 30

MemoryGuard.useOneHeap()
LocalTime.forgetZone()
Starter.require(spl_limit_stack(deepestStack), "limit on the stack")
Starter.require(
    spl_run_on_deep_stack(ThreadStacks.size) {
        let arguments = WorkerArguments.ofThisProcess()
        if let seed = arguments.seed { RepeatableProcess.seedRandomness(seed) }
        Starter.run(arguments: arguments)
    }, "stack")
