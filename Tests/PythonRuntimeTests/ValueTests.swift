import PythonRuntime
import PythonValues
import Testing

@Suite("Typed values between scripts and hosts", .serialized)
struct ValueTests {
    private let limits = ValueLimits(depth: 5, count: 100, bytes: 10_000)

    /// The value of an expression.
    private func evaluate(_ code: String, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let scope = try lock.dictionary()
        let builtins = try importModule("builtins", lock)
        for name in ["datetime", "decimal", "collections", "enum", "zoneinfo"] {
            try scope.setValue(importModule(name, lock), forKey: name)
        }
        return try builtins.attribute("eval").call(lock.string(code), scope)
    }

    private func importModule(_ name: String, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        guard let modules = try PythonModule.systemNamespace(lock: lock).value(forKey: "modules"),
            let builtins = try modules.value(forKey: "builtins")
        else { throw PythonError(.systemError, "no built-ins") }
        return try builtins.attribute("__import__").call(lock.string(name))
    }

    @Test("A value that a host makes is the same in Python, and comes back as it went")
    func roundTrips() throws {
        let date = try #require(PythonDate(year: 2026, month: 2, day: 28))
        let time = try #require(PythonTime(hour: 1, minute: 2, second: 3, microsecond: 4, offset: 5400, isFolded: true))
        let samples: [(PythonValue, String)] = [
            (nil, "None"), (true, "True"), (-7, "-7"), (.float(1.5), "1.5"), ("hé", "'hé'"), (.bytes([0, 255]), "b'\\x00\\xff'"),
            (.integer(try #require(PythonInteger("-340282366920938463463374607431768211456"))), "-(2 ** 128)"),
            ([1, [2, nil]], "[1, [2, None]]"), (.tuple([]), "()"), (["a": 1, 2: ["b": false]], "{'a': 1, 2: {'b': False}}"),
            (.set(["only"]), "{'only'}"), (.date(date), "datetime.date(2026, 2, 28)"),
            (.time(time), "datetime.time(1, 2, 3, 4, datetime.timezone(datetime.timedelta(minutes=90)), fold=1)"),
            (.dateTime(PythonDateTime(date: date, time: try #require(PythonTime(hour: 23, minute: 0)))),
                "datetime.datetime(2026, 2, 28, 23)"),
            (.duration(try #require(PythonDuration(days: -2, seconds: 3, microseconds: 4))), "datetime.timedelta(-2, 3, 4)"),
            (.decimal(try #require(PythonDecimal("1.50"))), "decimal.Decimal('1.50')"),
        ]
        RunningInterpreter.withLock { lock throws(PythonError) in
            for (value, code) in samples {
                let maker = ValueImport { name throws(PythonError) in
                    try InterpreterLock.withLock { lock throws(PythonError) in try importModule(name, lock) }
                }
                let made = try maker.object(of: value, lock: lock)
                let expected = try evaluate(code, lock)
                let (shown, wanted) = try (made.representation(), expected.representation())
                #expect(shown == wanted)
                let back = try ValueExport.value(of: expected, limits)
                #expect(back == value)
            }
            let back = try ValueExport.value(of: evaluate("[bytearray(b'x'), frozenset([1])]", lock), limits)
            #expect(back == [.bytes([0x78]), .set([1])])
        }
    }

    @Test("What is no exact built-in value is refused, and no code of it runs", arguments: [
        ("object()", "an object of type 'object' cannot pass"), ("type('S', (str,), {})('x')", "an object of type 'S'"),
        ("[type('L', (list,), {'__iter__': 1})()]", "an object of type 'L'"), ("len", "builtin_function_or_method"),
        ("collections.OrderedDict()", "OrderedDict"), ("enum.IntEnum('E', 'A').A", "an object of type 'E'"), ("1j", "complex"),
        ("type('datetime.date', (), {})()", "an object of type"), ("'\\ud800'", "lone surrogates"),
        ("[[[[[[1]]]]]]", "nested deeper than 5"), ("[0] * 200", "more than 100 values"), ("'x' * 20000", "more than 10000 bytes"),
        ("b'x' * 20000", "more than 10000 bytes"), ("1 << 100000", "more than 10000 bytes"),
        ("(lambda l: [l.append(l), l][1])([])", "a list that contains itself"),
        ("(lambda d: [d.update(d=d), d][1])({})", "a dict that contains itself"),
        ("datetime.datetime(2026, 1, 1, tzinfo=zoneinfo.ZoneInfo('UTC'))", "a zone of type"),
    ])
    func refusals(code: String, reason: String) {
        RunningInterpreter.withLock { lock throws(PythonError) in
            let object = try evaluate(code, lock)
            do throws(PythonError) {
                let value = try ValueExport.value(of: object, limits)
                Issue.record("\(code) passed as \(value)")
            } catch {
                let text = try error.exceptionObject().text()
                #expect(text.contains(reason), "\(text)")
            }
        }
    }

    @Test("A collection that empties a container while it is read harms nothing")
    func collectionsMeanwhile() {
        RunningInterpreter.withLock { lock throws(PythonError) in
            let code = """
                (lambda victims, make: [make(victims), victims][1])(
                    {i: datetime.time(1, tzinfo=datetime.timezone(datetime.timedelta(minutes=i % 60))) for i in range(40)},
                    lambda victims: [__import__('gc').set_threshold(1),
                        [setattr(a := type('A', (), {'__del__': lambda self: victims.clear()})(), 'a', a) for _ in range(3)]])
                """
            let object = try evaluate(code, lock)
            _ = try? ValueExport.value(of: object, limits)
            _ = try evaluate("__import__('gc').set_threshold(700)", lock)
        }
    }
}
