package import Policy
package import PythonValues
internal import Wire

/// Calls of host functions and values, honest and not.
extension RandomFrames {
    private mutating func plainName() -> String { "n" + String(random.below(1_000)) }

    mutating func value(depth: Int = 0) -> PythonValue {
        switch random.below(depth < 4 ? 15 : 8) {
        case 14: .object(HostObject(.number(objectNumber()), className: "object"))
        case 0: .none
        case 1: .bool(random.chance(1, in: 2))
        case 2: .integer(PythonInteger(Int(truncatingIfNeeded: random.next())))
        case 3: .integer(PythonInteger(twosComplement: random.bytes(1 + random.below(40))))
        case 4: .float(Double(bitPattern: random.next()))
        case 5: .string(String(decoding: random.bytes(random.below(40)), as: UTF8.self))
        case 6: .bytes(random.bytes(random.below(300)))
        case 7: PythonDate(year: 1 + random.below(9_999), month: 1 + random.below(12), day: 1 + random.below(28)).map { .date($0) } ?? .none
        case 8, 9: .list((0..<random.below(6)).map { _ in value(depth: depth + 1) })
        case 10: .tuple((0..<random.below(6)).map { _ in value(depth: depth + 1) })
        case 11: .set((0..<random.below(6)).map { _ in value(depth: depth + 1) })
        default: .dictionary((0..<random.below(6)).map { _ in
            PythonValue.Entry(key: value(depth: depth + 1), value: value(depth: depth + 1))
        })
        }
    }

    /// The bytes of a value, some of them spoilt.
    private mutating func valueBytes(_ value: PythonValue) -> [UInt8] {
        var bytes = (try? value.encoded(ValueLimits())) ?? []
        if random.chance(1, in: 6), !bytes.isEmpty { bytes[random.below(bytes.count)] = random.byte() }
        if random.chance(1, in: 20) { bytes += random.bytes(random.below(9)) }
        return bytes
    }

    /// A call such as `number`, of a function with the parameter `value`, as an honest process makes it, or about so.
    package mutating func hostCall(_ number: UInt32, functions: Int) -> HostCall {
        let arguments: PythonValue = random.chance(1, in: 8)
            ? value() : .dictionary([PythonValue.Entry(key: "value", value: value())])
        var call = HostCall(
            number: number, module: random.chance(1, in: 1_000) ? UInt32(truncatingIfNeeded: random.next()) : 0,
            function: random.chance(1, in: 1_000) ? UInt32(truncatingIfNeeded: random.next()) : UInt32(random.below(functions)),
            arguments: valueBytes(arguments))
        if random.chance(1, in: 4) { call.receiver = objectNumber() }
        return call
    }

    /// Of an object that the script may hold.
    package mutating func objectNumber() -> HostObjectNumber {
        func some(_ likely: Int) -> UInt32 {
            random.chance(1, in: 200) ? UInt32(truncatingIfNeeded: random.next()) : UInt32(random.below(likely))
        }
        return HostObjectNumber(module: some(1), hostClass: some(1), slot: some(20), generation: some(3))
    }

    package mutating func claimedValue() -> ClaimedValue {
        random.chance(1, in: 5) ? .unfit(reason: String(repeating: "r", count: random.below(WireLimits.messageLength))) : .value(valueBytes(value()))
    }

    package mutating func hostCallAnswer() -> HostCallAnswer {
        HostCallAnswer(
            number: UInt32(truncatingIfNeeded: random.next()),
            outcome: random.chance(1, in: 3)
                ? .raised(random.choice(HostException.allCases), message: String(repeating: "m", count: random.below(200)))
                : .returned(valueBytes(value())))
    }

    package mutating func hostModule() -> HostModuleDescription {
        HostModuleDescription(
            name: plainName(), documentation: "Of a test.",
            functions: (0..<random.below(4)).map { _ in
                HostFunctionDescription(
                    name: plainName(),
                    parameters: (0..<random.below(4)).map { _ in
                        HostParameter(
                            name: plainName(), kind: random.choice(HostParameter.Kind.allCases), type: random.chance(1, in: 2) ? "int" : "",
                            defaultText: random.chance(1, in: 2) ? "1" : nil)
                    },
                    documentation: "Does.", resultType: "", isAwaitable: random.chance(1, in: 2))
            },
            classes: (0..<random.below(3)).map { _ in
                HostClassDescription(
                    name: plainName(), documentation: "",
                    members: (0..<random.below(4)).map { _ in
                        HostMemberDescription(function: HostFunctionDescription(name: plainName(), parameters: []), isAttribute: random.chance(1, in: 2))
                    })
            })
    }
}
