extension PythonValue {
    /// Turns what is `Encodable` into a value: structures become dicts with text keys, collections lists, integers of
    /// any width `int`, an absent optional `None`, and a `PythonValue` itself.
    ///
    /// - Throws: what the value's own `encode(to:)` throws.
    public init(encoding value: some Encodable) throws {
        let box = ValueBox()
        try ValueMaker(box: box, codingPath: []).encode(value)
        self = box.value
    }
}

/// Where an encoder leaves its value; containers are filled after their encoder was handed out.
private final class ValueBox {
    private var own = PythonValue.none
    private(set) var list: [ValueBox]?
    private(set) var dictionary: [(key: String, box: ValueBox)]?

    var value: PythonValue {
        if let list { return .list(list.map(\.value)) }
        if let dictionary { return .dictionary(dictionary.map { .init(key: .string($0.key), value: $0.box.value) }) }
        return own
    }

    func set(_ value: PythonValue) { (own, list, dictionary) = (value, nil, nil) }
    func becomeList() { if list == nil { (list, dictionary) = ([], nil) } }
    func becomeDictionary() { if dictionary == nil { (list, dictionary) = (nil, []) } }

    func append() -> ValueBox {
        becomeList()
        let box = ValueBox()
        list?.append(box)
        return box
    }

    func add(_ key: String) -> ValueBox {
        becomeDictionary()
        let box = ValueBox()
        dictionary?.append((key, box))
        return box
    }
}

private struct ValueMaker: Encoder {
    let box: ValueBox
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func encode(_ value: some Encodable) throws {
        if let value = value as? PythonValue { box.set(value) } else { try value.encode(to: self) }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        box.becomeDictionary()
        return KeyedEncodingContainer(KeyedMaker<Key>(box: box, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        box.becomeList()
        return ListMaker(box: box, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { SingleMaker(box: box, codingPath: codingPath) }
}

private struct SingleMaker: SingleValueEncodingContainer {
    let box: ValueBox
    let codingPath: [any CodingKey]

    func encodeNil() { box.set(.none) }
    func encode(_ value: Bool) { box.set(.bool(value)) }
    func encode(_ value: String) { box.set(.string(value)) }
    func encode(_ value: Double) { box.set(.float(value)) }
    func encode(_ value: Float) { box.set(.float(Double(value))) }
    func encode(_ value: Int) { integer(value) }
    func encode(_ value: Int8) { integer(value) }
    func encode(_ value: Int16) { integer(value) }
    func encode(_ value: Int32) { integer(value) }
    func encode(_ value: Int64) { integer(value) }
    func encode(_ value: UInt) { integer(value) }
    func encode(_ value: UInt8) { integer(value) }
    func encode(_ value: UInt16) { integer(value) }
    func encode(_ value: UInt32) { integer(value) }
    func encode(_ value: UInt64) { integer(value) }
    func encode(_ value: some Encodable) throws { try ValueMaker(box: box, codingPath: codingPath).encode(value) }

    private func integer(_ value: some BinaryInteger) { box.set(.int(value)) }
}

private struct ListMaker: UnkeyedEncodingContainer {
    let box: ValueBox
    let codingPath: [any CodingKey]

    var count: Int { box.list?.count ?? 0 }

    private func next() -> SingleMaker { SingleMaker(box: box.append(), codingPath: codingPath) }

    func encodeNil() { next().encodeNil() }
    func encode(_ value: some Encodable) throws { try next().encode(value) }
    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        ValueMaker(box: box.append(), codingPath: codingPath).container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        ValueMaker(box: box.append(), codingPath: codingPath).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { ValueMaker(box: box.append(), codingPath: codingPath) }
}

private struct KeyedMaker<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let box: ValueBox
    let codingPath: [any CodingKey]

    private func maker(_ key: any CodingKey) -> ValueMaker {
        ValueMaker(box: box.add(key.stringValue), codingPath: codingPath + [key])
    }

    func encodeNil(forKey key: Key) { box.add(key.stringValue).set(.none) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try maker(key).encode(value) }
    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        maker(key).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { maker(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { ValueMaker(box: box.add("super"), codingPath: codingPath) }
    func superEncoder(forKey key: Key) -> any Encoder { maker(key) }
}
