import FilterProbe
import Policy
import PolicyFiles
import SeccompCompiler
import ShippedPolicies
import Testing

#if arch(x86_64)
    let native = SystemCallPolicy.Architecture.x86_64
#else
    let native = SystemCallPolicy.Architecture.aarch64
#endif

let sigsys: Int32 = 31

/// What became of a call under filters.
enum End: Equatable, CustomStringConvertible {
    case returned(Int64)
    case refused(Int32)
    case killed(Int32)
    case ended
    case forked

    init(_ result: probe_result) {
        if result.forked != 0 {
            self = .forked
        } else if result.signal != 0 {
            self = .killed(result.signal)
        } else if result.returned == 0 {
            self = .ended
        } else if (-4095..<0).contains(result.value) {
            self = .refused(Int32(-result.value))
        } else {
            self = .returned(result.value)
        }
    }

    var isSuccess: Bool {
        switch self {
        case .returned, .ended, .forked: true
        case .refused, .killed: false
        }
    }

    var description: String {
        switch self {
        case .returned(let value): "returned \(value)"
        case .refused(let error): "refused with errno \(error)"
        case .killed(let signal): "killed by signal \(signal)"
        case .ended: "ended"
        case .forked: "forked"
        }
    }
}

struct ProbeError: Error { let number: Int32 }

func shipped(
    _ name: String, threads: Bool = true, files: Bool = false, branches: Bool = false, traps: Bool = false
) throws -> [UInt8] {
    try #require(ShippedPolicies.systemCallFilter(name, threads: threads, files: files, branches: branches, traps: traps))
}

func number(_ call: String) throws -> Int64 {
    Int64(try #require(SeccompCompiler.number(of: call, on: native), "no call \(call)"))
}

/// Makes a call in a fork of this process that has loaded the programs.
func end(of call: Int64, _ arguments: [UInt64] = [], under programs: [[UInt8]]) throws -> End {
    var result = probe_result()
    let padded = arguments + [UInt64](repeating: 0, count: 6 - arguments.count)
    let error = withPointers(programs) { probe_call($0, $1, programs.count, call, padded, &result) }
    if error != 0 { throw ProbeError(number: error) }
    return End(result)
}

func end(of call: String, _ arguments: [UInt64] = [], under programs: [[UInt8]]) throws -> End {
    try end(of: number(call), arguments, under: programs)
}

func withPointers(
    _ programs: [[UInt8]], _ body: (UnsafePointer<UnsafePointer<UInt8>>, UnsafePointer<Int>) -> Int32
) -> Int32 {
    let copies = programs.map { program in
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: program.count)
        _ = copy.initialize(from: program)
        return copy
    }
    defer { copies.forEach { $0.deallocate() } }
    return body(copies.compactMap { $0.baseAddress.map { UnsafePointer($0) } }, programs.map(\.count))
}

extension PolicyText {
    init(_ text: String) { self.init(name: "calls.yaml", bytes: Array(text.utf8)) }
}

func policy(_ text: String, bases: [SystemCallPolicy] = []) throws(PolicyFileError) -> SystemCallPolicy {
    try SystemCallPolicy(PolicyText(text), name: "calls", bases: bases) {
        SeccompCompiler.number(of: $0, on: $1) != nil
    }
}
