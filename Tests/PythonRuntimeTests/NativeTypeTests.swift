import PythonRuntime
import Testing

@Suite("Native types hold Swift objects", .serialized)
struct NativeTypeTests {
    final class Counter {
        nonisolated(unsafe) static var alive = 0
        var count: Int

        init(count: Int) {
            self.count = count
            Self.alive += 1
        }

        deinit { Self.alive -= 1 }
    }

    private func counterType(_ lock: borrowing InterpreterLock) throws(PythonError) -> NativeType<Counter> {
        let type = try NativeType<Counter>(
            "tests.Counter", functions: NativeFunctions(lock: lock), base: lock.objectClass, subclassable: true,
            signature: "(cls, start=0)"
        ) { call throws(PythonError) in Counter(count: try call.integer(1, default: 0)) }
        try type.method("add", "(self, amount)") { counter, call throws(PythonError) in
            counter.count += try call.integer(1)
            return try call.lock.integer(counter.count)
        }
        try type.getter("count") { counter, call throws(PythonError) in try call.lock.integer(counter.count) }
        _ = type.finish()
        return type
    }

    @Test("Instances are made, used, and release their object when they die")
    func life() {
        RunningInterpreter.withLock { lock throws(PythonError) in
            let type = try counterType(lock)
            let before = Counter.alive
            do {
                let counter = try type.reference.call(lock.integer(5))
                let value1 = try counter.callMethod("add", lock.integer(2)).integer()
                #expect(value1 == 7)
                let value2 = try counter.attribute("count").integer()
                #expect(value2 == 7)
                #expect(Counter.alive == before + 1)
                expectError(.attributeError) { () throws(PythonError) in try counter.setAttribute("count", lock.none) }
            }
            #expect(Counter.alive == before)
        }
    }

    @Test("A method refuses an instance of another class, and one made past the constructor")
    func strangers() {
        RunningInterpreter.withLock { lock throws(PythonError) in
            let type = try counterType(lock)
            let method = try type.reference.attribute("add")
            let one = try lock.integer(1)
            expectError(.typeError) { () throws(PythonError) in _ = try method.call(one, one) }
            let bare = try lock.objectClass.attribute("__new__").call(type.reference)
            expectError(.typeError) { () throws(PythonError) in _ = try method.call(bare, one) }
        }
    }

    @Test("A Python subclass works, and dies without a trace")
    func subclasses() {
        RunningInterpreter.withLock { lock throws(PythonError) in
            let type = try counterType(lock)
            let before = Counter.alive
            let subclass = try lock.emptyClass("Sub", module: "tests", base: type.reference)
            for _ in 0..<100 {
                let counter = try subclass.call(lock.integer(1))
                try counter.setAttribute("extra", lock.list())
                let value3 = try counter.callMethod("add", lock.integer(1)).integer()
                #expect(value3 == 2)
            }
            #expect(Counter.alive == before)
        }
    }
}
