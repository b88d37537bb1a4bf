import PythonValues
import Testing

@testable import Wire

@Suite struct ValueCodingTests {
    private let limits = ValueLimits(depth: 5, count: 100, bytes: 10_000)

    private func samples() throws -> [PythonValue] {
        let date = try #require(PythonDate(year: 2026, month: 11, day: 21))
        let time = try #require(PythonTime(hour: 23, minute: 59, second: 1, microsecond: 5, offset: -3600, isFolded: true))
        return [
            nil, true, false, 0, -1, .integer(PythonInteger(UInt64.max)), .float(.infinity), .float(-0.0), "", "hé\u{0}",
            .bytes([]), .bytes([0, 255]), [], [1, [2, [3]]], .tuple(["a"]), .set([1, 2]), ["a": 1, 2: ["b": nil]],
            .date(date), .time(time), .dateTime(PythonDateTime(date: date, time: time)),
            .duration(try #require(PythonDuration(days: -3, seconds: 1, microseconds: 2))),
            .decimal(try #require(PythonDecimal("1.50"))),
        ]
    }

    @Test func everyKindGoesThereAndBack() throws {
        for value in try samples() + [.list(samples())] {
            #expect(try PythonValue(decoding: value.encoded(limits), limits) == value)
        }
    }

    @Test func whatIsOverALimitIsRefused() throws {
        #expect(throws: WireError.self) { try ([[[[[[1]]]]]] as PythonValue).encoded(limits) }
        #expect(throws: WireError.self) { try PythonValue.list(Array(repeating: 1, count: 100)).encoded(limits) }
        #expect(throws: WireError.self) { try PythonValue.bytes([UInt8](repeating: 0, count: 10_000)).encoded(limits) }
        let wide = ValueLimits()
        for value in [[[[[[[1]]]]]], .list(Array(repeating: 1, count: 100))] as [PythonValue] {
            let bytes = try value.encoded(wide)
            #expect(throws: WireError.self) { try PythonValue(decoding: bytes, limits) }
        }
    }

    @Test func damagedBytesAreRefusedOrReadButNeverTrap() throws {
        let whole = try PythonValue.list(samples()).encoded(limits)
        for end in 0..<whole.count {
            #expect(throws: WireError.self) { try PythonValue(decoding: Array(whole[..<end]), limits) }
        }
        #expect(throws: WireError.self) { try PythonValue(decoding: whole + [0], limits) }
        for _ in 0..<20_000 {
            var damaged = whole
            for _ in 0..<Int.random(in: 1...4) { damaged[Int.random(in: 0..<damaged.count)] = UInt8.random(in: 0...255) }
            _ = try? PythonValue(decoding: damaged, limits)
        }
    }
}
