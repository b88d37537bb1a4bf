import PythonRuntime
import Testing

@Suite("Values cross between Swift and Python", .serialized)
struct ConversionTests {
    @Test("Integers, texts, bytes and floats come back as they went")
    func roundTrips() {
        RunningInterpreter.withLock { lock throws(PythonError) in
            for value in [0, 1, -1, Int.max, Int.min] { #expect(try lock.integer(value).integer() == value) }
            for text in ["", "plain", "é\u{1F600}", "a\0b"] { #expect(try lock.string(text).string() == text) }
            for bytes in [[], [0, 255], Array(repeating: UInt8(7), count: 70_000)] as [[UInt8]] {
                let value1 = try lock.bytes(bytes).bytes()
                #expect(value1 == bytes)
            }
            let value2 = try lock.float(1.5).float()
            #expect(value2 == 1.5)
            #expect(try lock.bool(true).isTrue())
            let isNone = lock.none.isNone
            #expect(isNone)
        }
    }

    @Test("An integer of more than 64 bits is an OverflowError, a text no integer is a TypeError")
    func refusals() {
        RunningInterpreter.withLock { lock throws(PythonError) in
            let huge = try lock.integer(Int.max).callMethod("__mul__", lock.integer(Int.max))
            expectError(.overflowError) { () throws(PythonError) in _ = try huge.integer() }
            let text = try lock.string("7")
            expectError(.typeError) { () throws(PythonError) in _ = try text.integer() }
            let number = try lock.integer(7)
            expectError(.typeError) { () throws(PythonError) in _ = try number.string() }
        }
    }

    @Test("File system bytes that are no UTF-8 become lone surrogates")
    func surrogates() {
        RunningInterpreter.withLock { lock throws(PythonError) in
            let text = try lock.string(decodingFileSystemBytes: [0x61, 0xff])
            let value3 = try text.representation()
            #expect(value3 == "'a\\udcff'")
        }
    }

    @Test("A list is appended to, counted, read and made a tuple")
    func containers() {
        RunningInterpreter.withLock { lock throws(PythonError) in
            let list = try lock.list(ofStrings: ["a", "b"])
            try list.append(lock.integer(3))
            let value4 = try list.count()
            #expect(value4 == 3)
            let tuple = try list.asTuple()
            let isTuple = tuple.isTuple
            #expect(isTuple)
            let value5 = try tuple.tupleItem(1).string()
            #expect(value5 == "b")
            expectError(.indexError) { () throws(PythonError) in _ = try tuple.tupleItem(9) }
            let dictionary = try lock.dictionary()
            try dictionary.setValue(tuple, forKey: "key")
            let isSame = try dictionary.value(forKey: "key")?.isIdentical(to: tuple)
            #expect(isSame == true)
            try dictionary.removeValue(forKey: "missing")
            let value6 = try dictionary.stringKeys()
            #expect(value6 == ["key"])
        }
    }
}

func expectError(_ kind: ExceptionKind, _ body: () throws(PythonError) -> Void) {
    do {
        try body()
        Issue.record("nothing was thrown, \(kind) was expected")
    } catch {
        #expect(error.matches(kind))
    }
}
