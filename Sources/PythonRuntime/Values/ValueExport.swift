internal import CPython
internal import CPythonShims
package import PythonValues

/// Copies an object of exact built-in types into a value. No code of the script runs meanwhile: subclasses are refused,
/// and everything is read from the objects' own storage.
package struct ValueExport {
    private let limits: ValueLimits
    private var left: Int
    private var bytesLeft: Int
    /// The containers that lead to where the walk is, to tell a cycle.
    private var ancestors: [ObjectPointer] = []

    /// - Throws: `TypeError` or `ValueError` that says what cannot pass and why.
    package static func value(
        of object: borrowing PythonReference, _ limits: ValueLimits
    ) throws(PythonError) -> PythonValue {
        var export = ValueExport(limits: limits, left: limits.count, bytesLeft: limits.bytes)
        return try export.value(object)
    }

    private init(limits: ValueLimits, left: Int, bytesLeft: Int) {
        self.limits = limits
        self.left = left
        self.bytesLeft = bytesLeft
    }

    /// The object is held meanwhile: what is looked up on the way may set off a collection, and that code of the script's
    /// which takes it out of its container.
    private mutating func value(_ object: borrowing PythonReference) throws(PythonError) -> PythonValue {
        let pointer = object.pointer
        left -= 1
        guard left >= 0 else { throw PythonError(.valueError, "more than \(limits.count) values cannot pass to the host at a time") }
        // About what each takes on its way.
        try take(2)
        switch spy_value_kind_of(pointer) {
        case SPY_VALUE_NONE: return .none
        case SPY_VALUE_BOOL: return .bool(pointer == spy_true())
        case SPY_VALUE_INTEGER: return .integer(try integer(pointer))
        case SPY_VALUE_FLOAT: return .float(try PythonReference(retaining: pointer).float())
        case SPY_VALUE_STRING: return .string(try string(pointer))
        case SPY_VALUE_BYTES:
            try take(object.withBytes { $0.count })
            return .bytes(try object.bytes())
        case SPY_VALUE_LIST, SPY_VALUE_TUPLE, SPY_VALUE_SET, SPY_VALUE_DICTIONARY: return try container(pointer)
        case SPY_VALUE_DATE: return .date(try date(pointer))
        case SPY_VALUE_TIME: return .time(try time(pointer, hasDate: false))
        case SPY_VALUE_DATE_TIME:
            return .dateTime(PythonDateTime(date: try date(pointer), time: try time(pointer, hasDate: true)))
        case SPY_VALUE_DURATION:
            let parts = spy_duration_parts_of(pointer)
            let duration = PythonDuration(
                days: Int(parts.days), seconds: Int(parts.seconds), microseconds: Int(parts.microseconds))
            return .duration(try Self.required(duration))
        case SPY_VALUE_DECIMAL:
            let text = try PythonReference(retaining: pointer).text(atMost: PythonDecimal.maximumLength + 1)
            guard let decimal = PythonDecimal(text) else {
                throw PythonError(.valueError, "a Decimal of so many digits cannot pass to the host")
            }
            try take(text.utf8.count)
            return .decimal(decimal)
        case SPY_VALUE_HOST_OBJECT:
            guard let held = HeldObject.of(pointer) else {
                throw PythonError(.typeError, "an object of the host that the host did not make cannot pass to it")
            }
            try take(18)
            return .object(HostObject(.number(held.number), className: held.className))
        default:
            let name = PythonReference(retaining: pointer).typeName()
            throw PythonError(
                .typeError, "an object of type '\(name)' cannot pass to the host: only None, bool, int, float, str, bytes, "
                    + "list, tuple, dict, set, dates, times and Decimal can, and no subclasses of them")
        }
    }

    private mutating func take(_ count: Int) throws(PythonError) {
        bytesLeft -= min(count, bytesLeft + 1)
        guard bytesLeft >= 0 else { throw PythonError(.valueError, "a value of more than \(limits.bytes) bytes cannot pass to the host") }
    }

    private static func required<Value>(_ value: Value?) throws(PythonError) -> Value {
        guard let value else { throw PythonError(.valueError, "a date or time out of its range cannot pass to the host") }
        return value
    }

    // MARK: Scalars

    private mutating func integer(_ pointer: ObjectPointer) throws(PythonError) -> PythonInteger {
        let size = spy_integer_size(pointer)
        guard size > 0 else { throw PythonError.fetch() }
        if size <= MemoryLayout<Int>.size { return PythonInteger(PyLong_AsLong(pointer)) }
        try take(size)
        var bytes = [UInt8](repeating: 0, count: size)
        try checked(spy_integer_bytes(pointer, &bytes, size))
        return PythonInteger(twosComplement: bytes)
    }

    private mutating func string(_ pointer: ObjectPointer) throws(PythonError) -> String {
        try take(max(0, PyUnicode_GetLength(pointer)))
        do {
            let text = try PythonReference(retaining: pointer).string(copies: 1)
            return text
        } catch where error.matches(.unicodeError) {
            throw PythonError(.valueError, "a str with lone surrogates cannot pass to the host; encode it to bytes")
        }
    }

    private func date(_ pointer: ObjectPointer) throws(PythonError) -> PythonDate {
        let parts = spy_date_parts_of(pointer)
        return try Self.required(PythonDate(year: Int(parts.year), month: Int(parts.month), day: Int(parts.day)))
    }

    private func time(_ pointer: ObjectPointer, hasDate: Bool) throws(PythonError) -> PythonTime {
        let parts = spy_time_parts_of(pointer, hasDate ? 1 : 0)
        var offset: Int?
        if let zone = parts.zone, zone != spy_none() {
            guard spy_is_fixed_zone(zone) != 0 else {
                throw PythonError(
                    .typeError, "a time with a zone of type '\(PythonReference(retaining: zone).typeName())' cannot pass to the "
                        + "host: use astimezone(datetime.timezone.utc)")
            }
            let delta = try PythonReference(retaining: zone).callMethod("utcoffset", PythonReference(retaining: spy_none()))
            let distance = spy_duration_parts_of(delta.pointer)
            guard distance.microseconds == 0 else {
                throw PythonError(.valueError, "a time with a zone of fractional seconds cannot pass to the host")
            }
            offset = Int(distance.days) * 86_400 + Int(distance.seconds)
        }
        return try Self.required(
            PythonTime(
                hour: Int(parts.hour), minute: Int(parts.minute), second: Int(parts.second),
                microsecond: Int(parts.microsecond), offset: offset, isFolded: parts.fold != 0))
    }

    // MARK: Containers

    private mutating func container(_ pointer: ObjectPointer) throws(PythonError) -> PythonValue {
        guard !ancestors.contains(pointer) else {
            throw PythonError(
                .valueError, "a \(PythonReference(retaining: pointer).typeName()) that contains itself cannot pass to the host")
        }
        guard ancestors.count < limits.depth else {
            throw PythonError(.valueError, "containers nested deeper than \(limits.depth) cannot pass to the host")
        }
        ancestors.append(pointer)
        defer { ancestors.removeLast() }
        switch spy_value_kind_of(pointer) {
        case SPY_VALUE_LIST:
            var elements: [PythonValue] = []
            for index in 0..<PyList_Size(pointer) {
                guard let element = PyList_GetItem(pointer, index) else { throw PythonError.fetch() }
                elements.append(try value(PythonReference(retaining: element)))
            }
            return .list(elements)
        case SPY_VALUE_TUPLE:
            var elements: [PythonValue] = []
            for index in 0..<PyTuple_Size(pointer) {
                guard let element = PyTuple_GetItem(pointer, index) else { throw PythonError.fetch() }
                elements.append(try value(PythonReference(retaining: element)))
            }
            return .tuple(elements)
        case SPY_VALUE_SET:
            var elements: [PythonValue] = []
            var position = 0
            var element: ObjectPointer?
            while spy_set_next(pointer, &position, &element) != 0 {
                if let element { elements.append(try value(PythonReference(retaining: element))) }
            }
            return .set(elements)
        default:
            var entries: [PythonValue.Entry] = []
            var position = 0
            var key: ObjectPointer?
            var item: ObjectPointer?
            while PyDict_Next(pointer, &position, &key, &item) != 0 {
                guard let key, let item else { continue }
                let heldKey = PythonReference(retaining: key)
                let heldItem = PythonReference(retaining: item)
                let keyValue = try value(heldKey)
                entries.append(PythonValue.Entry(key: keyValue, value: try value(heldItem)))
            }
            return .dictionary(entries)
        }
    }
}
