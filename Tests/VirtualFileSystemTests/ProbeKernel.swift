import TreeProbe

struct ProbeError: Error {
    let number: Int32
}

/// The real one: a process on a tmpfs of its own.
final class ProbeKernel: Kernel {
    private var probe = tree_probe()
    private let room = UnsafeMutableRawPointer.allocate(byteCount: Int(TREE_LARGEST_ANSWER), alignment: 8)

    init() throws {
        let error = tree_start(&probe)
        if error != 0 { throw ProbeError(number: -error) }
    }

    deinit {
        tree_stop(&probe)
        room.deallocate()
    }

    var hasForeignFiles: Bool { probe.has_foreign_files != 0 }

    func perform(_ operation: Operation) throws -> Outcome {
        var request = tree_request(
            operation: Int32(operation.code.rawValue), slot: operation.slot, base: operation.base,
            other_base: operation.otherBase, flags: operation.flags, mode: operation.mode,
            offset: Int64(operation.offset), length: Int64(operation.length),
            path_size: UInt32(operation.path.count), other_size: UInt32(operation.other.count))
        var answer = tree_answer()
        let error = tree_call(&probe, &request, operation.path, operation.other, &answer, room)
        if error != 0 { throw ProbeError(number: -error) }
        return Outcome(
            value: Int(answer.value), error: answer.error,
            bytes: Array(UnsafeRawBufferPointer(start: room, count: Int(answer.size))))
    }
}
