// The process in which scripts run. Started by the host library, never by a person.
import Glibc

Starter.run(arguments: WorkerArguments.ofThisProcess())
