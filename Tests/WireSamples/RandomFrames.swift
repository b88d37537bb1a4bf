internal import Policy
internal import PythonValues
package import Wire

/// Valid frames with random content, at and around the bounds of each field.
package struct RandomFrames {
    package var random: Generator

    package init(seed: UInt64) { random = Generator(seed: seed) }

    private mutating func size(upTo limit: Int) -> Int {
        switch random.below(20) {
        case 0: limit
        case 1: max(0, limit - 1)
        case 2...4: random.below(limit + 1)
        default: random.below(min(limit, 24) + 1)
        }
    }

    private mutating func text(upTo limit: Int) -> String {
        let alphabet: [Unicode.Scalar] = ["a", "/", "\n", "\0", "\u{1b}", "é", "€", "\u{202e}", "🐍"]
        var text = String.UnicodeScalarView()
        var length = 0
        let wanted = size(upTo: limit)
        while true {
            let scalar = random.choice(alphabet)
            length += UTF8.width(scalar)
            if length > wanted { return String(text) }
            text.append(scalar)
        }
    }

    private mutating func blob(upTo limit: Int) -> [UInt8] {
        [UInt8](repeating: random.byte(), count: size(upTo: limit))
    }

    private mutating func name() -> ModuleName {
        let letters: [Character] = ["a", "b", "_", "0", "Z"]
        let parts = (0...random.below(3)).map { _ in
            "m" + String((0..<random.below(5)).map { _ in random.choice(letters) })
        }
        return ModuleName(checked: parts.joined(separator: "."))
    }

    private mutating func number32() -> UInt32 {
        random.choice([0, 1, 2, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, UInt32(truncatingIfNeeded: random.next())])
    }

    private mutating func number64() -> UInt64 {
        random.choice([0, 1, 1 << 32, .max >> 1, .max, random.next()])
    }

    private mutating func layers() -> Set<Layer> { Set(Layer.allCases.filter { _ in random.chance(1, in: 2) }) }

    private mutating func identity() -> WorkerIdentity {
        WorkerIdentity(
            version: text(upTo: 64), protocolRevision: UInt16(truncatingIfNeeded: random.next()), python: text(upTo: 64))
    }

    private mutating func modules() -> [ModuleName: ModuleKind] {
        var modules: [ModuleName: ModuleKind] = [:]
        for _ in 0..<random.below(6) { modules[name()] = random.choice(ModuleKind.allCases) }
        return modules
    }

    private mutating func policy() -> ScriptPolicy {
        var whitelist = Whitelist(name: text(upTo: WireLimits.nameLength), modules: modules(), available: modules())
        for _ in 0..<random.below(4) { whitelist.neverListed[name()] = text(upTo: WireLimits.reasonLength) }
        for _ in 0..<random.below(4) { whitelist.writableAttributes.insert(text(upTo: WireLimits.attributeLength)) }
        whitelist.grantedNames = Set(GrantedName.allCases.filter { _ in random.chance(1, in: 2) })
        let level = random.choice(EnclosureLevel.allCases)
        return ScriptPolicy(
            whitelist: whitelist, allowedAuditEvents: Set((0..<random.below(5)).map { _ in text(upTo: 16) }),
            grantsStandardInput: random.chance(1, in: 2), servesSourceRoot: random.chance(1, in: 2),
            absentLayers: layers(),
            enclosure: EnclosureOrder(
                level: level, zygoteFilter: blob(upTo: 64), childFilter: blob(upTo: 64),
                trapsSystemCalls: random.chance(1, in: 2)),
            budget: WorkerBudget(
                memoryBytes: random.chance(1, in: 2) ? number64() : nil,
                processorSeconds: random.chance(1, in: 2) ? number64() : nil, threads: Int(number32()),
                hostDescriptors: Int(number32()), processes: Int(number32())),
            files: random.chance(1, in: 2) ? quota() : nil, servesSessions: random.chance(1, in: 2))
    }

    package mutating func toZygote() -> HostToZygote {
        random.chance(1, in: 3)
            ? .start(host: identity(), policy: policy(), preparation: Preparation(preload: (0..<random.below(5)).map { _ in name() }, isKept: random.chance(1, in: 2)))
            : .run(number32(), isAhead: random.chance(1, in: 2))
    }

    package mutating func fromZygote() -> ZygoteToHost {
        switch random.below(6) {
        case 0: .hello(identity())
        case 1:
            .ready(
                layers: layers(),
                enclosure: EnclosureReport(
                    level: random.choice(EnclosureLevel.allCases), landlockVersion: random.below(256),
                    hasUserNamespace: random.chance(1, in: 2)))
        case 2: .failed(part: text(upTo: WireLimits.claimLength), reason: text(upTo: WireLimits.claimLength))
        case 3: .started(run: number32())
        case 4:
            .ended(
                run: number32(),
                end: ChildEnd(
                    status: Int32(bitPattern: number32()), userMicroseconds: number64(), systemMicroseconds: number64(),
                    peakKibibytes: number64()))
        default: .refused(run: number32(), error: Int32(bitPattern: number32()))
        }
    }

    package mutating func toChild() -> HostToChild {
        switch random.below(12) {
        case 9: .hostModule(hostModule())
        case 10: .hostCallAnswer(hostCallAnswer())
        case 11: .call(FunctionCall(
            number: number32(), function: "f\(random.below(100))", arguments: (0..<random.below(4)).map { _ in comparableValue() },
            keywords: random.chance(1, in: 2) ? [NamedValue("k", comparableValue())] : [], followsInterrupt: random.chance(1, in: 2)))
        case 5: .session(SessionRequest(
            arguments: (0..<random.below(5)).map { _ in blob(upTo: 64) }, isInterruptible: random.chance(1, in: 2)))
        case 6: .statement(Statement(
            number: number32(), source: blob(upTo: 4_096), form: random.choice(Statement.Form.allCases),
            followsInterrupt: random.chance(1, in: 2),
            inputs: random.chance(1, in: 2) ? [NamedValue("x", comparableValue())] : [], returnsValue: random.chance(1, in: 2)))
        case 7: .close
        case 8: .inputInterrupted
        case 3: grant()
        case 4: .fileAnswer(answer())
        case 0:
            .script(
                ScriptRequest(
                    origin: random.choice([.command, .standardInput, .file(name: text(upTo: WireLimits.nameLength))]),
                    source: blob(upTo: 4_096), arguments: (0..<random.below(5)).map { _ in blob(upTo: 64) }))
        case 1: .input(blob(upTo: 4_096))
        default:
            .module(
                random.chance(1, in: 3)
                    ? nil
                    : SourceModule(
                        displayPath: text(upTo: WireLimits.nameLength), isPackage: random.chance(1, in: 2),
                        source: blob(upTo: 4_096)))
        }
    }

    package mutating func fromChild() -> ChildToHost {
        switch random.below(17) {
        case 16: .droppedObject(objectNumber(), received: random.chance(1, in: 2) ? 1 : number32())
        case 14: .hostCall(hostCall(number32(), functions: 1 + random.below(4)))
        case 15: .value(claimedValue())
        case 0: .ready
        case 12: .answered(number32(), random.choice([.completed, .incomplete]))
        case 13: .answered(number32(), .ended(outcome()))
        case 8, 9: .fileRequest(request())
        case 10: .artefact(artefact())
        case 11: .artefactBytes([random.byte()] + random.bytes(random.below(5_000)))
        case 1, 2: .output(random.choice(OutputStream.allCases), [random.byte()] + blob(upTo: 4_096))
        case 3: .readInput(atMost: 1 + random.below(WireLimits.inputChunk))
        case 4: .sourceModule(name())
        case 5:
            .denial(
                Denial(
                    layer: random.choice(Layer.allCases), operation: text(upTo: WireLimits.claimLength),
                    rule: text(upTo: WireLimits.claimLength), remedy: text(upTo: WireLimits.claimLength),
                    file: random.chance(1, in: 2) ? text(upTo: WireLimits.claimLength) : nil,
                    line: random.chance(1, in: 2) ? Int(number32()) : nil))
        case 6: .result(outcome())
        default: .forbiddenCall(number32())
        }
    }

    /// One that equals its copy, as no NaN does.
    private mutating func comparableValue() -> PythonValue {
        // Deep enough for scalars alone: an object of the host is not read back as it was.
        let value = value(depth: 4)
        return value == value ? .list([value, [value]]) : .none
    }

    private mutating func outcome() -> ScriptOutcome {
        random.choice([
            .exited(status: Int32(bitPattern: number32())),
            .raised(
                type: text(upTo: WireLimits.exceptionNameLength), message: text(upTo: WireLimits.messageLength),
                isDenial: random.chance(1, in: 2)),
            .ranOutOfMemory(message: text(upTo: WireLimits.messageLength)),
        ])
    }
}
