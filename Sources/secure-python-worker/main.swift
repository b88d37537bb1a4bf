// The process in which scripts run. Started by the host library, never by a person.
import Glibc
import LinuxShims
import PythonRuntime

/// As deep as scripts may recurse; address space that is only taken as the stack grows.
let deepestStack = 1 << 30

MemoryGuard.useOneHeap()
LocalTime.forgetZone()
let stack = spl_limit_stack(deepestStack)
Starter.require(Int32(clamping: min(stack, 0)), "limit on the stack")
Recursion.growStack(toBytes: stack)
Starter.require(
    spl_run_on_deep_stack(ThreadStacks.size) {
        let arguments = WorkerArguments.ofThisProcess()
        if let seed = arguments.seed { RepeatableProcess.seedRandomness(seed) }
        Starter.run(arguments: arguments)
    }, "stack")
