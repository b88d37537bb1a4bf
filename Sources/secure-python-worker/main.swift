// The process in which scripts run. Started by the host library, never by a person.
import Glibc
import PythonRuntime

MemoryGuard.useOneHeap()
LocalTime.forgetZone()
let arguments = WorkerArguments.ofThisProcess()
if let seed = arguments.seed { RepeatableProcess.seedRandomness(seed) }
Starter.run(arguments: arguments)
