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

    @Test(arguments: ["", "-", "+", "1.0", "0x10", " 1", "1_000", "--1"])
    func otherTextIsNoInteger(text: String) {
        #expect(PythonInteger(text) == nil)
    }
}
