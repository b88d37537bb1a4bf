internal import CPython
internal import CPythonShims
package import PythonValues

/// Makes the objects of a value for a script.
package struct ValueImport {
    /// Imports a module of the standard library for dates and decimals.
    private let importModule: (String) throws(PythonError) -> PythonReference

    /// Makes an object of the host.
    private let hostObject: (HostObjectNumber) throws(PythonError) -> PythonReference

    package init(
        importModule: @escaping (String) throws(PythonError) -> PythonReference,
        hostObject: @escaping (HostObjectNumber) throws(PythonError) -> PythonReference = { _ throws(PythonError) in
            throw PythonError(.typeError, "there are no objects of the host here")
        }
    ) {
        self.importModule = importModule
        self.hostObject = hostObject
    }

    package func object(
        of value: PythonValue, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        switch value {
        case .none: return lock.none
        case .bool(let value): return lock.bool(value)
        case .integer(let value):
            if let small = Int(value) { return try lock.integer(small) }
            let bytes = value.twosComplement
            return try checked(spy_integer_from_bytes(bytes, bytes.count))
        case .float(let value): return try lock.float(value)
        case .string(let text): return try lock.string(text)
        case .bytes(let bytes): return try lock.bytes(bytes)
        case .list(let elements): return try list(elements, lock)
        case .tuple(let elements): return try list(elements, lock).asTuple()
        case .set(let elements):
            let list = try list(elements, lock)
            return try checked(PySet_New(list.pointer))
        case .dictionary(let entries):
            let dictionary = try lock.dictionary()
            for entry in entries {
                try dictionary.setValue(object(of: entry.value, lock: lock), forKey: object(of: entry.key, lock: lock))
            }
            return dictionary
        case .date(let date): return try make("date", [date.year, date.month, date.day], nil, lock)
        case .time(let time): return try make("time", Self.parts(time), time, lock)
        case .dateTime(let dateTime):
            let date = dateTime.date
            return try make("datetime", [date.year, date.month, date.day] + Self.parts(dateTime.time), dateTime.time, lock)
        case .duration(let duration):
            return try make("timedelta", [duration.days, duration.seconds, duration.microseconds], nil, lock)
        case .object(let object):
            guard let number = object.number else { throw PythonError(.typeError, "an object of the host has no place here") }
            return try hostObject(number)
        case .decimal(let decimal):
            return try importModule("decimal").attribute("Decimal").call(lock.string(decimal.text))
        }
    }

    private func list(
        _ elements: [PythonValue], _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let list = try lock.list()
        for element in elements { try list.append(object(of: element, lock: lock)) }
        return list
    }

    private static func parts(_ time: PythonTime) -> [Int] { [time.hour, time.minute, time.second, time.microsecond] }

    /// A class of `datetime`, called with numbers and, for a time, its zone.
    private func make(
        _ name: String, _ numbers: [Int], _ time: PythonTime?, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try importModule("datetime")
        let arguments = try lock.list()
        for number in numbers { try arguments.append(lock.integer(number)) }
        let keywords = try lock.dictionary()
        if let time {
            if let offset = time.offset {
                let delta = try module.attribute("timedelta").call(lock.integer(0), lock.integer(offset))
                try keywords.setValue(module.attribute("timezone").call(delta), forKey: "tzinfo")
            }
            try keywords.setValue(lock.integer(time.isFolded ? 1 : 0), forKey: "fold")
        }
        return try module.attribute(name).call(arguments: arguments.asTuple(), keywords: keywords)
    }
}
