package import Policy
package import PythonValues

/// A run's channel, from the host.
package enum HostToChild: WireFrame, Equatable {
    /// The script; once, first.
    case script(ScriptRequest)
    /// In place of a script. Answered, as each statement is, before the next thing is asked of the session.
    case session(SessionRequest)
    case statement(Statement)
    /// In place of a statement.
    case call(FunctionCall)
    /// Copy the process; the copy's channel travels with the frame. Answered under this number by the process, and by the
    /// copy on its own channel as if it had been opened.
    case branch(UInt32)
    /// The session's end, answered by `result`.
    case close
    /// The answer to `readInput`; empty at the end of the input.
    case input([UInt8])
    /// The answer to `readInput` where the statement was interrupted: whoever still wants input asks again.
    case inputInterrupted
    /// Functions that the script may call; all modules of them come before the script or session.
    case hostModule(HostModuleDescription)
    /// The answer to `hostCall`; in any order.
    case hostCallAnswer(HostCallAnswer)
    /// The answer to `sourceModule`; `nil` where the source root has no such module.
    case module(SourceModule?)
    /// A part of the script's tree; all of them come before the script.
    case grant(FileGrant)
    /// The next bytes of the grant before, which said how many there are.
    case grantBytes([UInt8])
    /// The answer to `fileRequest`.
    case fileAnswer(FileAnswer)

    package static func payloadLimit(ofType type: UInt8) -> Int? {
        switch type {
        case 1: WireLimits.sourceLength + WireLimits.argumentBytes + 4 * WireLimits.arguments + WireLimits.valueLength + 4_096
        case 2: 4 + WireLimits.inputChunk
        case 3: WireLimits.moduleLength + 4_096
        case 4: WireLimits.pathLength + 32
        case 5: WireLimits.filePiece
        case 6: WireLimits.filePiece + 256
        case 7: 1 + WireLimits.argumentBytes + 4 * WireLimits.arguments + 4
        case 8: 15 + WireLimits.sourceLength + WireLimits.valueLength
        case 9, 10: 0
        case 11: WireLimits.hostModuleLength
        case 12: 16 + WireLimits.valueLength
        case 13: 17 + PythonIdentifier.maximumLength + 2 * WireLimits.valueLength
        case 14: 4
        default: nil
        }
    }

    package var type: UInt8 {
        switch self {
        case .script: 1
        case .input: 2
        case .module: 3
        case .grant: 4
        case .grantBytes: 5
        case .fileAnswer: 6
        case .session: 7
        case .statement: 8
        case .close: 9
        case .inputInterrupted: 10
        case .hostModule: 11
        case .hostCallAnswer: 12
        case .call: 13
        case .branch: 14
        }
    }

    package func writePayload(into writer: inout ByteWriter) throws(WireError) {
        switch self {
        case .script(let request): try writer.request(request)
        case .input(let bytes): try writer.blob(bytes, upTo: WireLimits.inputChunk, "input")
        case .module(let module):
            writer.flag(module != nil)
            if let module { try writer.module(module) }
        case .grant(let grant): try writer.grant(grant)
        case .grantBytes(let bytes): try writer.piece(bytes)
        case .fileAnswer(let answer): try writer.answer(answer)
        case .session(let request): try writer.session(request)
        case .statement(let statement): try writer.statement(statement)
        case .call(let call): try writer.call(call)
        case .branch(let number): writer.unsigned32(number)
        case .close, .inputInterrupted: break
        case .hostModule(let module): try writer.hostModule(module)
        case .hostCallAnswer(let answer): try writer.hostCallAnswer(answer)
        }
    }

    package init(type: UInt8, payload: inout ByteReader) throws(WireError) {
        switch type {
        case 1: self = .script(try payload.request())
        case 2: self = .input(try payload.blob(upTo: WireLimits.inputChunk, "input"))
        case 3: self = .module(try payload.flag("module found") ? try payload.module() : nil)
        case 4: self = .grant(try payload.grant())
        case 5: self = .grantBytes(try payload.piece())
        case 6: self = .fileAnswer(try payload.answer())
        case 7: self = .session(try payload.session())
        case 8: self = .statement(try payload.statement())
        case 9: self = .close
        case 10: self = .inputInterrupted
        case 11: self = .hostModule(try payload.hostModule())
        case 12: self = .hostCallAnswer(try payload.hostCallAnswer())
        case 13: self = .call(try payload.functionCall())
        case 14: self = .branch(try payload.unsigned32())
        default: throw .unknownFrame(type: type)
        }
    }
}

/// A run's channel, to the host. Everything after `ready` is a claim.
package enum ChildToHost: WireFrame, Equatable {
    /// The child holds nothing but its channel and waits for the script; once, first.
    case ready
    /// Before that, from a session that may be copied: the descriptor by which the host decides about each clone.
    case gate
    /// Bytes of the script's output, never none.
    case output(OutputStream, [UInt8])
    /// Read at most so many bytes of the script's stdin.
    case readInput(atMost: Int)
    case sourceModule(ModuleName)
    case denial(Denial)
    /// The end of the script, or of the session; once, last.
    case result(ScriptOutcome)
    /// The session is open, under number 0, or the statement of this number has ended. Nothing more is sent before
    /// the next one.
    case answered(UInt32, StatementOutcome)
    case hostCall(HostCall)
    /// The bytes of the value that was asked for; before the end of what made it.
    case value(ClaimedValue)
    /// The script holds the object no longer, which its process had received so often.
    case droppedObject(HostObjectNumber, received: UInt32)
    /// The number of a forbidden system call, from the handler that a trapping filter calls; last. Written by
    /// spl_report_forbidden_calls.
    case forbiddenCall(UInt32)
    /// One at a time: the next after the answer.
    case fileRequest(FileRequest)
    case artefact(Artefact)
    /// The next bytes of the artefact before, which said how many there are.
    case artefactBytes([UInt8])

    static let outputType: UInt8 = 2

    package static func payloadLimit(ofType type: UInt8) -> Int? {
        switch type {
        case 1: 0
        case outputType: 1 + WireLimits.outputChunk
        case 3: 4
        case 4: 4 + ModuleName.maximumLength
        case 5: 32 + 4 * WireLimits.claimLength
        case 6: 16 + WireLimits.exceptionNameLength + WireLimits.messageLength
        case 7: 4
        case 8: 2 * WireLimits.pathLength + WireLimits.filePiece + 64
        case 9: WireLimits.pathLength + 32
        case 10: WireLimits.filePiece
        case 11: 24 + WireLimits.exceptionNameLength + WireLimits.messageLength
        case 12: 40 + WireLimits.valueLength
        case 13: 8 + WireLimits.valueLength
        case 14: 20
        case 15: 0
        default: nil
        }
    }

    package var type: UInt8 {
        switch self {
        case .ready: 1
        case .gate: 15
        case .output: Self.outputType
        case .readInput: 3
        case .sourceModule: 4
        case .denial: 5
        case .result: 6
        case .forbiddenCall: 7
        case .fileRequest: 8
        case .artefact: 9
        case .artefactBytes: 10
        case .answered: 11
        case .hostCall: 12
        case .value: 13
        case .droppedObject: 14
        }
    }

    package func writePayload(into writer: inout ByteWriter) throws(WireError) {
        switch self {
        case .ready, .gate: break
        case .output(let stream, let bytes):
            guard !bytes.isEmpty else { throw .outOfRange(field: "output") }
            writer.byte(stream.rawValue)
            writer.raw(bytes)
        case .readInput(let limit):
            writer.unsigned32(UInt32(clamping: max(1, min(limit, WireLimits.inputChunk))))
        case .sourceModule(let name): try writer.moduleName(name)
        case .denial(let denial): try writer.denial(denial)
        case .result(let outcome): try writer.outcome(outcome)
        case .forbiddenCall(let number): writer.unsigned32(number)
        case .fileRequest(let request): try writer.request(request)
        case .artefact(let artefact): try writer.artefact(artefact)
        case .artefactBytes(let bytes): try writer.piece(bytes)
        case .hostCall(let call): try writer.hostCall(call)
        case .value(let value): try writer.claimedValue(value)
        case .droppedObject(let number, let received):
            writer.objectNumber(number)
            writer.unsigned32(received)
        case .answered(let number, let outcome):
            writer.unsigned32(number)
            try writer.outcome(outcome)
        }
    }

    package init(type: UInt8, payload: inout ByteReader) throws(WireError) {
        switch type {
        case 1: self = .ready
        case 15: self = .gate
        case Self.outputType:
            guard let stream = OutputStream(rawValue: try payload.byte()) else { throw .outOfRange(field: "stream") }
            let bytes = try payload.rest()
            guard !bytes.isEmpty else { throw .outOfRange(field: "output") }
            self = .output(stream, bytes)
        case 3:
            guard let limit = Int(exactly: try payload.unsigned32()), (1...WireLimits.inputChunk).contains(limit)
            else { throw .outOfRange(field: "input size") }
            self = .readInput(atMost: limit)
        case 4: self = .sourceModule(try payload.moduleName())
        case 5: self = .denial(try payload.denial())
        case 6: self = .result(try payload.outcome())
        case 7: self = .forbiddenCall(try payload.unsigned32())
        case 8: self = .fileRequest(try payload.fileRequest())
        case 9: self = .artefact(try payload.artefact())
        case 10: self = .artefactBytes(try payload.piece())
        case 11: self = .answered(try payload.unsigned32(), try payload.statementOutcome())
        case 12: self = .hostCall(try payload.hostCall())
        case 13: self = .value(try payload.claimedValue())
        case 14: self = .droppedObject(try payload.objectNumber(), received: try payload.unsigned32())
        default: throw .unknownFrame(type: type)
        }
    }
}
