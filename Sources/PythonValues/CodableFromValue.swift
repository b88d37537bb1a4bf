extension PythonValue {
    /// Makes a `Decodable` of a value: what `init(encoding:)` makes is read back, and tuples and sets are read as lists.
    ///
    /// - Throws: `DecodingError` with the path to what does not fit.
    public func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        try ValueReader(value: self, codingPath: []).decode(type)
    }
}

private struct ValueReader: Decoder {
    let value: PythonValue
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let value = value as? Value { return value }
        return try Value(from: self)
    }

    func mismatch(_ expected: Any.Type) -> DecodingError {
        .typeMismatch(
            expected, .init(codingPath: codingPath, debugDescription: "a Python \(value.typeName) is no \(expected)"))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .dictionary(let entries) = value else { throw mismatch([String: PythonValue].self) }
        var values: [String: PythonValue] = [:]
        for entry in entries { if case .string(let key) = entry.key { values[key] = entry.value } }
        return KeyedDecodingContainer(KeyedReader<Key>(values: values, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        if case .bytes(let bytes) = value { return ListReader(elements: bytes.map { .int($0) }, codingPath: codingPath) }
        guard let elements = value.elements else { throw mismatch([PythonValue].self) }
        return ListReader(elements: elements, codingPath: codingPath)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { SingleReader(reader: self) }
}

private struct SingleReader: SingleValueDecodingContainer {
    let reader: ValueReader
    var codingPath: [any CodingKey] { reader.codingPath }

    func decodeNil() -> Bool { reader.value.isNone }
    func decode(_ type: Bool.Type) throws -> Bool { try required(reader.value.boolValue, type) }
    func decode(_ type: String.Type) throws -> String {
        if case .decimal(let decimal) = reader.value { return decimal.text }
        return try required(reader.value.stringValue, type)
    }
    func decode(_ type: Double.Type) throws -> Double { try required(reader.value.doubleValue, type) }
    func decode(_ type: Float.Type) throws -> Float { try Float(required(reader.value.doubleValue, type)) }
    func decode(_ type: Int.Type) throws -> Int { try integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try reader.decode(type) }

    private func required<Value>(_ value: Value?, _ type: Any.Type) throws -> Value {
        guard let value else { throw reader.mismatch(type) }
        return value
    }

    private func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
        guard case .integer(let integer) = reader.value else { throw reader.mismatch(type) }
        guard let value = Value(integer) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: codingPath, debugDescription: "the Python int does not fit into \(type)"))
        }
        return value
    }
}

private struct IndexKey: CodingKey {
    let intValue: Int?
    var stringValue: String { "\(intValue ?? 0)" }
    init(intValue: Int) { self.intValue = intValue }
    init?(stringValue: String) { nil }
}

private struct ListReader: UnkeyedDecodingContainer {
    let elements: [PythonValue]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0

    init(elements: [PythonValue], codingPath: [any CodingKey]) {
        self.elements = elements
        self.codingPath = codingPath
    }

    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    private mutating func next(_ type: Any.Type) throws -> ValueReader {
        let path = codingPath + [IndexKey(intValue: currentIndex)]
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(type, .init(codingPath: path, debugDescription: "the list has ended"))
        }
        defer { currentIndex += 1 }
        return ValueReader(value: elements[currentIndex], codingPath: path)
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, elements[currentIndex].isNone else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next(type).decode(type) }
    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        try next(type).container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next([PythonValue].self).unkeyedContainer()
    }
    mutating func superDecoder() throws -> any Decoder { try next(PythonValue.self) }
}

private struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let values: [String: PythonValue]
    let codingPath: [any CodingKey]

    var allKeys: [Key] { values.keys.compactMap { Key(stringValue: $0) } }
    func contains(_ key: Key) -> Bool { values[key.stringValue] != nil }

    private func reader(_ key: any CodingKey) throws -> ValueReader {
        guard let value = values[key.stringValue] else {
            throw DecodingError.keyNotFound(
                key, .init(codingPath: codingPath, debugDescription: "the dict has no key '\(key.stringValue)'"))
        }
        return ValueReader(value: value, codingPath: codingPath + [key])
    }

    func decodeNil(forKey key: Key) throws -> Bool { try reader(key).value.isNone }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try reader(key).decode(type) }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try reader(key).container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { try reader(key).unkeyedContainer() }
    func superDecoder() throws -> any Decoder { ValueReader(value: .dictionary([]), codingPath: codingPath) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try reader(key) }
}
