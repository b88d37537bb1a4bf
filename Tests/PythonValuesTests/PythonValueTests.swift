import PythonValues
import Testing

@Suite struct PythonValueTests {
    private struct Order: Codable, Equatable {
        enum Kind: String, Codable { case small, large }
        struct Line: Codable, Equatable {
            var article: String
            var price: Double
            var count: UInt8
        }
        var number: Int64
        var kind: Kind
        var lines: [Line]
        var note: String?
        var tags: [String: Bool]
        var extra: PythonValue
    }

    private let order = Order(
        number: -7, kind: .large, lines: [.init(article: "tea", price: 2.5, count: 3)], note: nil, tags: ["new": true],
        extra: .tuple([1, "x", .bytes([0, 255])]))

    @Test func codableStructuresGoThereAndBack() throws {
        let value = try PythonValue(encoding: order)
        #expect(value["number"] == -7)
        #expect(value["kind"] == "large")
        #expect(value["lines"]?[0]?["article"] == "tea")
        #expect(value["extra"] == .tuple([1, "x", .bytes([0, 255])]))
        #expect(try value.decoded(as: Order.self) == order)
    }

    @Test func collectionsAndNumbersGoThereAndBack() throws {
        #expect(try PythonValue(encoding: [1, 2]) == [1, 2])
        #expect(try PythonValue(encoding: [Int]()) == [])
        #expect(try PythonValue(encoding: [String: Int]()) == [:])
        #expect(try PythonValue(encoding: UInt64.max) == .integer(PythonInteger(UInt64.max)))
        #expect(try PythonValue.integer(PythonInteger(UInt64.max)).decoded(as: UInt64.self) == .max)
        #expect(try PythonValue(encoding: Int?.none) == .none)
        #expect(try PythonValue.tuple([1.5, 2]).decoded(as: [Double].self) == [1.5, 2])
        #expect(try PythonValue.bytes([1, 2]).decoded(as: [UInt8].self) == [1, 2])
    }

    @Test func whatDoesNotFitIsToldWithItsPath() {
        let error = #expect(throws: DecodingError.self) {
            try (["lines": [["article": "tea", "price": "much", "count": 3]]] as PythonValue).decoded(as: [String: [Order.Line]].self)
        }
        guard case .typeMismatch(_, let context)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(context.codingPath.map(\.stringValue) == ["lines", "0", "price"])
        #expect(context.debugDescription == "a Python str is no Double")
        #expect(throws: DecodingError.self) { try PythonValue.int(300).decoded(as: UInt8.self) }
    }

    @Test func datesAreThoseOfTheCalendar() {
        #expect(PythonDate(year: 2024, month: 2, day: 29) != nil)
        #expect(PythonDate(year: 1900, month: 2, day: 29) == nil)
        #expect(PythonDate(year: 0, month: 1, day: 1) == nil)
        #expect(PythonTime(hour: 24, minute: 0) == nil)
        #expect(PythonTime(hour: 1, minute: 0, offset: 86_400) == nil)
        #expect(PythonDuration(.milliseconds(-1)) == PythonDuration(days: -1, seconds: 86_399, microseconds: 999_000))
        #expect(PythonDuration(.seconds(90_061))?.duration == .seconds(90_061))
    }

    @Test(arguments: ["1", "-1.50", "+.5", "1.", "1E+10", "NaN", "-sNaN12", "Infinity", "inf"])
    func decimals(text: String) { #expect(PythonDecimal(text) != nil) }

    @Test(arguments: ["", ".", "1,5", "e5", "1e", "nanx", "0x1", " 1", "1_0"])
    func noDecimals(text: String) { #expect(PythonDecimal(text) == nil) }
}
