// The process in which scripts run. Started by the host library, never by a person.
import Glibc
import PythonRuntime

MemoryGuard.useOneHeap()
Starter.run(arguments: WorkerArguments.ofThisProcess())
