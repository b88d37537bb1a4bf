/// A `PythonValue` within an `Encodable` or `Decodable` structure passes as it is; coders of other formats refuse it.
extension PythonValue: Codable {
    public init(from decoder: any Decoder) throws {
        throw DecodingError.dataCorrupted(
            .init(codingPath: decoder.codingPath, debugDescription: "a PythonValue is read by PythonValue.decoded(as:) alone"))
    }

    public func encode(to encoder: any Encoder) throws {
        throw EncodingError.invalidValue(
            self, .init(codingPath: encoder.codingPath, debugDescription: "a PythonValue is written by PythonValue.init(encoding:) alone"))
    }
}
