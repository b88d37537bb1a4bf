import PythonValues
import Testing

@Suite struct PythonIntegerTests {
    @Test(arguments: [
        "0", "1", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-9223372036854775809",
        "18446744073709551615", "340282366920938463463374607431768211456", "-340282366920938463463374607431768211456",
        "1000000000000000000000000000", "-170141183460469231731687303715884105728",
        "99999999999999999999999999999999999999999999999999999999999999999999999999",
    ])
    func decimalTextIsReadAndWritten(text: String) throws {
        let integer = try #require(PythonInteger(text))
        #expect(integer.description == text)
        #expect(Int(integer) == Int(text))
        #expect(PythonInteger(twosComplement: integer.twosComplement) == integer)
    }

    @Test func aRandomNumberIsTheSameAsText() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...40)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let integer = PythonInteger(twosComplement: bytes)
            #expect(PythonInteger(integer.description) == integer)
        }
    }

    @Test func oneNumberHasOneForm() {
        #expect(PythonInteger(twosComplement: []) == 0)
        #expect(PythonInteger(twosComplement: [5, 0, 0, 0, 0, 0, 0, 0, 0, 0]) == 5)
        #expect(PythonInteger(twosComplement: [0xfb] + [UInt8](repeating: 0xff, count: 20)) == -5)
        #expect(PythonInteger(UInt64.max).description == "18446744073709551615")
        #expect(PythonInteger(UInt8(200)) == 200)
    }

    @Test(.timeLimit(.minutes(5))) func hugeNumbersCostNoMoreThanTheyMust() {
        let huge = PythonInteger(twosComplement: [UInt8](repeating: 0, count: 1 << 19) + [1])
        #expect(huge.description == "0x1" + String(repeating: "0", count: 1 << 20))
        #expect(throws: DecodingError.self) { try PythonValue.integer(huge).decoded(as: Int.self) }
        #expect(throws: DecodingError.self) { try PythonValue.integer(huge).decoded(as: UInt64.self) }
        let negative = PythonInteger(twosComplement: [UInt8](repeating: 0, count: 5_000) + [0xff])
        #expect(negative.description == "-0x1" + String(repeating: "0", count: 10_000))
    }

    @Test func numbersAreReadAsTheTypesThatHoldThem() throws {
        #expect(try PythonValue.integer(PythonInteger(UInt64.max)).decoded(as: UInt64.self) == .max)
        #expect(try PythonValue.integer(-128).decoded(as: Int8.self) == -128)
        #expect(throws: DecodingError.self) { try PythonValue.integer(128).decoded(as: Int8.self) }
        #expect(throws: DecodingError.self) { try PythonValue.integer(-1).decoded(as: UInt64.self) }
    }

    @Test(arguments: ["", "-", "+", "1.0", "0x10", " 1", "1_000", "--1"])
    func otherTextIsNoInteger(text: String) {
        #expect(PythonInteger(text) == nil)
    }
}
