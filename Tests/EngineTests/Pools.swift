import Foundation
import PythonValues
import SecurePython

/// Makes pools on the real worker.
func makePool(
    _ configuration: WorkerPool.Configuration = .init(concurrency: 4, readyChildren: 2), _ change: (inout Sandbox) -> Void = { _ in }
) throws -> WorkerPool {
    var sandbox = Sandbox(whitelist: try .resolving("standard"))
    change(&sandbox)
    return try WorkerPool(sandbox, configuration: configuration)
}

/// A script whose value is wanted.
func valued(_ code: String) -> ScriptRequest {
    ScriptRequest(origin: .command, source: Array(code.utf8), returnsValue: true)
}

/// So many times as much as by default: `build-scripts/stress` asks for the whole.
let stressFactor = ProcessInfo.processInfo.environment["SECURE_PYTHON_STRESS"].flatMap { Int($0) } ?? 1
