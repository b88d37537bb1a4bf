internal import Glibc
internal import PythonRuntime

/// `select`: waits for in-memory sockets and pipes, and for time. It has neither poll nor epoll, so that
/// `selectors` and `asyncio` take this.
enum SelectModule {
    static func make(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule("select", "Waits for in-memory sockets and pipes.", functions: system.functions, lock: lock)
        try module.object("error", lock.exceptionClass(.osError))
        try module.integer("PIPE_BUF", 4096, lock: lock)
        try module.function(
            "select", "(rlist, wlist, xlist, timeout=None, /)", "Wait until one or more descriptors are ready."
        ) { call throws(PythonError) in
            let readers = try Watched(call.object(0), lock: call.lock)
            let writers = try Watched(call.object(1), lock: call.lock)
            _ = try Watched(call.object(2), lock: call.lock)
            var deadline: Deadline?
            if call.hasValue(3) {
                let seconds = try call.float(3)
                guard seconds >= 0 else { throw PythonError(.valueError, "timeout must be non-negative") }
                deadline = Deadline(after: seconds)
            }
            // Also one that another thread closes meanwhile is ready: using it then fails, as it should.
            let isReadable = { (number: Int) in system.descriptors[number]?.isReadyToRead ?? true }
            let isWritable = { (number: Int) in system.descriptors[number]?.isReadyToWrite ?? true }
            for number in readers.numbers + writers.numbers {
                try system.onDescriptor { table throws(FileError) in _ = try table.descriptor(number) }
            }
            _ = system.wakeup.wait(until: deadline, lock: call.lock) {
                readers.numbers.contains(where: isReadable) || writers.numbers.contains(where: isWritable)
            }
            let result = try call.lock.list()
            try result.append(readers.ready(isReadable, lock: call.lock))
            try result.append(writers.ready(isWritable, lock: call.lock))
            try result.append(call.lock.list())
            return try result.asTuple()
        }
        return module.finish()
    }

    /// One list of `select`: what the script gave, and the number of each.
    private struct Watched: ~Copyable {
        private let objects: PythonReference
        let numbers: [Int]

        init(_ sequence: consuming PythonReference, lock: borrowing InterpreterLock) throws(PythonError) {
            let list = try lock.list()
            var numbers: [Int] = []
            try sequence.forEach { item throws(PythonError) in
                let number = item.isInteger ? try item.integer() : try item.callMethod("fileno").integer()
                guard number >= 0 else {
                    throw PythonError(.valueError, "file descriptor cannot be a negative integer (\(number))")
                }
                try list.append(item.copy())
                numbers.append(number)
            }
            objects = list
            self.numbers = numbers
        }

        borrowing func ready(
            _ isReady: (Int) -> Bool, lock: borrowing InterpreterLock
        ) throws(PythonError) -> PythonReference {
            let result = try lock.list()
            for (index, number) in numbers.enumerated() where isReady(number) {
                try result.append(objects.item(index))
            }
            return result
        }
    }
}
