package import PythonValues

/// How values that pass between script and host are written. Each begins with a byte for its kind.
private enum ValueKind: UInt8 {
    case none = 1, isFalse, isTrue, small, large, float, string, bytes, list, tuple, dictionary, set
    case date, time, dateTime, duration, decimal, object
}

extension PythonValue {
    /// - Throws: `WireError.outOfRange` where the value is over a limit.
    package func encoded(_ limits: ValueLimits) throws(WireError) -> [UInt8] {
        var encoder = ValueEncoder(limits: limits)
        try encoder.write(self, depth: 0)
        return encoder.writer.bytes
    }

    /// Reads untrusted bytes, all of them.
    package init(decoding bytes: [UInt8], _ limits: ValueLimits) throws(WireError) {
        guard bytes.count <= limits.bytes else { throw .outOfRange(field: "size of a value") }
        var decoder = ValueDecoder(reader: ByteReader(bytes[...]), limits: limits, left: limits.count)
        self = try decoder.read(depth: 0)
        try decoder.reader.finish()
    }
}

private struct ValueEncoder {
    let limits: ValueLimits
    var writer = ByteWriter()
    private var count = 0

    init(limits: ValueLimits) { self.limits = limits }

    mutating func write(_ value: PythonValue, depth: Int) throws(WireError) {
        count += 1
        guard count <= limits.count else { throw .outOfRange(field: "number of values") }
        guard depth <= limits.depth else { throw .outOfRange(field: "depth of a value") }
        switch value {
        case .none: kind(.none)
        case .bool(let value): kind(value ? .isTrue : .isFalse)
        case .integer(let value):
            if let small = Int(value) {
                kind(.small)
                writer.unsigned64(UInt64(bitPattern: Int64(small)))
            } else {
                kind(.large)
                try blob(value.twosComplement)
            }
        case .float(let value):
            kind(.float)
            writer.unsigned64(value.bitPattern)
        case .string(let text):
            kind(.string)
            try blob(text.utf8)
        case .bytes(let bytes):
            kind(.bytes)
            try blob(bytes)
        case .list(let elements): try write(elements, as: .list, depth)
        case .tuple(let elements): try write(elements, as: .tuple, depth)
        case .set(let elements): try write(elements, as: .set, depth)
        case .dictionary(let entries):
            kind(.dictionary)
            try writer.count(entries.count, upTo: limits.count, "entries")
            for entry in entries {
                try write(entry.key, depth: depth + 1)
                try write(entry.value, depth: depth + 1)
            }
        case .date(let date):
            kind(.date)
            write(date)
        case .time(let time):
            kind(.time)
            write(time)
        case .dateTime(let dateTime):
            kind(.dateTime)
            write(dateTime.date)
            write(dateTime.time)
        case .duration(let duration):
            kind(.duration)
            for part in [duration.days, duration.seconds, duration.microseconds] { writer.signed32(Int32(clamping: part)) }
        case .decimal(let decimal):
            kind(.decimal)
            try writer.text(decimal.text, upTo: PythonDecimal.maximumLength, "decimal")
        case .object(let object):
            // What has no place in a run's table cannot pass.
            guard let number = object.number else { throw .outOfRange(field: "object of the host") }
            kind(.object)
            writer.objectNumber(number)
        }
        guard writer.bytes.count <= limits.bytes else { throw .outOfRange(field: "size of a value") }
    }

    private mutating func kind(_ kind: ValueKind) { writer.byte(kind.rawValue) }

    private mutating func blob(_ bytes: some Collection<UInt8>) throws(WireError) {
        try writer.blob(bytes, upTo: limits.bytes, "value")
    }

    private mutating func write(_ elements: [PythonValue], as container: ValueKind, _ depth: Int) throws(WireError) {
        kind(container)
        try writer.count(elements.count, upTo: limits.count, "elements")
        for element in elements { try write(element, depth: depth + 1) }
    }

    private mutating func write(_ date: PythonDate) {
        writer.unsigned16(UInt16(date.year))
        writer.byte(UInt8(date.month))
        writer.byte(UInt8(date.day))
    }

    private mutating func write(_ time: PythonTime) {
        for part in [time.hour, time.minute, time.second] { writer.byte(UInt8(part)) }
        writer.unsigned32(UInt32(time.microsecond))
        writer.flag(time.offset != nil)
        if let offset = time.offset { writer.signed32(Int32(offset)) }
        writer.flag(time.isFolded)
    }
}

private struct ValueDecoder {
    var reader: ByteReader
    let limits: ValueLimits
    /// How many values may still come: each takes more room here than on the wire.
    var left: Int

    mutating func read(depth: Int) throws(WireError) -> PythonValue {
        guard left > 0 else { throw .outOfRange(field: "number of values") }
        left -= 1
        guard depth <= limits.depth else { throw .outOfRange(field: "depth of a value") }
        guard let kind = ValueKind(rawValue: try reader.byte()) else { throw .outOfRange(field: "kind of a value") }
        switch kind {
        case .none: return .none
        case .isFalse: return .bool(false)
        case .isTrue: return .bool(true)
        case .small: return .integer(PythonInteger(Int(Int64(bitPattern: try reader.unsigned64()))))
        case .large: return .integer(PythonInteger(twosComplement: try reader.blob(upTo: limits.bytes, "integer")))
        case .float: return .float(Double(bitPattern: try reader.unsigned64()))
        case .string: return .string(try reader.text(upTo: limits.bytes, "string"))
        case .bytes: return .bytes(try reader.blob(upTo: limits.bytes, "bytes"))
        case .list: return .list(try elements(depth))
        case .tuple: return .tuple(try elements(depth))
        case .set: return .set(try elements(depth))
        case .dictionary:
            var entries: [PythonValue.Entry] = []
            for _ in 0..<(try count()) {
                let key = try read(depth: depth + 1)
                entries.append(PythonValue.Entry(key: key, value: try read(depth: depth + 1)))
            }
            return .dictionary(entries)
        case .date: return .date(try date())
        case .time: return .time(try time())
        case .dateTime: return .dateTime(PythonDateTime(date: try date(), time: try time()))
        case .duration:
            let (days, seconds, microseconds) = (try reader.signed32(), try reader.signed32(), try reader.signed32())
            guard let duration = PythonDuration(days: Int(days), seconds: Int(seconds), microseconds: Int(microseconds))
            else { throw .outOfRange(field: "duration") }
            return .duration(duration)
        case .decimal:
            guard let decimal = PythonDecimal(try reader.text(upTo: PythonDecimal.maximumLength, "decimal")) else {
                throw .outOfRange(field: "decimal")
            }
            return .decimal(decimal)
        case .object: return .object(HostObject(.number(try reader.objectNumber()), className: "object"))
        }
    }

    private mutating func count() throws(WireError) -> Int {
        let count = try reader.count(upTo: limits.count, "elements")
        guard count <= left else { throw .outOfRange(field: "number of values") }
        return count
    }

    private mutating func elements(_ depth: Int) throws(WireError) -> [PythonValue] {
        var elements: [PythonValue] = []
        for _ in 0..<(try count()) { elements.append(try read(depth: depth + 1)) }
        return elements
    }

    private mutating func date() throws(WireError) -> PythonDate {
        let (year, month, day) = (try reader.unsigned16(), try reader.byte(), try reader.byte())
        guard let date = PythonDate(year: Int(year), month: Int(month), day: Int(day)) else { throw .outOfRange(field: "date") }
        return date
    }

    private mutating func time() throws(WireError) -> PythonTime {
        let (hour, minute, second) = (try reader.byte(), try reader.byte(), try reader.byte())
        let microsecond = try reader.unsigned32()
        let offset = try reader.flag("has offset") ? Int(try reader.signed32()) : nil
        guard let time = PythonTime(
            hour: Int(hour), minute: Int(minute), second: Int(second), microsecond: Int(microsecond), offset: offset,
            isFolded: try reader.flag("is folded"))
        else { throw .outOfRange(field: "time") }
        return time
    }
}

extension ByteWriter {
    package mutating func objectNumber(_ number: HostObjectNumber) {
        for part in [number.module, number.hostClass, number.slot, number.generation] { unsigned32(part) }
    }
}

extension ByteReader {
    package mutating func objectNumber() throws(WireError) -> HostObjectNumber {
        HostObjectNumber(
            module: try unsigned32(), hostClass: try unsigned32(), slot: try unsigned32(), generation: try unsigned32())
    }
}
