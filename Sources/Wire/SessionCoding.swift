package import Policy
internal import PythonValues

extension ByteWriter {
    package mutating func session(_ request: SessionRequest) throws(WireError) {
        flag(request.isInterruptible)
        try arguments(request.arguments)
    }

    package mutating func statement(_ statement: Statement) throws(WireError) {
        unsigned32(statement.number)
        byte(statement.form.rawValue)
        flag(statement.followsInterrupt)
        try blob(statement.source, upTo: WireLimits.sourceLength, "statement")
        try inputs(statement.inputs)
        flag(statement.returnsValue)
    }

    package mutating func call(_ call: FunctionCall) throws(WireError) {
        guard PythonIdentifier.isPlainName(call.function) else { throw .outOfRange(field: "function name") }
        unsigned32(call.number)
        flag(call.followsInterrupt)
        try text(call.function, upTo: PythonIdentifier.maximumLength, "function name")
        let limits = ValueLimits(bytes: WireLimits.valueLength)
        try blob(PythonValue.list(call.arguments).encoded(limits), upTo: WireLimits.valueLength, "arguments")
        try inputs(call.keywords)
    }

    package mutating func outcome(_ outcome: StatementOutcome) throws(WireError) {
        switch outcome {
        case .completed: byte(1)
        case .incomplete: byte(2)
        case .ended(let outcome):
            byte(3)
            try self.outcome(outcome)
        }
    }
}

extension ByteReader {
    package mutating func session() throws(WireError) -> SessionRequest {
        let isInterruptible = try flag("is interruptible")
        return SessionRequest(arguments: try arguments(), isInterruptible: isInterruptible)
    }

    package mutating func statement() throws(WireError) -> Statement {
        let number = try unsigned32()
        guard let form = Statement.Form(rawValue: try byte()) else { throw .outOfRange(field: "form") }
        let followsInterrupt = try flag("follows interrupt")
        return Statement(
            number: number, source: try blob(upTo: WireLimits.sourceLength, "statement"), form: form,
            followsInterrupt: followsInterrupt, inputs: try inputs(), returnsValue: try flag("returns value"))
    }

    package mutating func functionCall() throws(WireError) -> FunctionCall {
        let number = try unsigned32()
        let followsInterrupt = try flag("follows interrupt")
        let function = try text(upTo: PythonIdentifier.maximumLength, "function name")
        guard PythonIdentifier.isPlainName(function) else { throw .outOfRange(field: "function name") }
        let bytes = try blob(upTo: WireLimits.valueLength, "arguments")
        guard case .list(let arguments) = try PythonValue(decoding: bytes, ValueLimits(bytes: WireLimits.valueLength)) else {
            throw .outOfRange(field: "arguments")
        }
        return FunctionCall(
            number: number, function: function, arguments: arguments, keywords: try inputs(), followsInterrupt: followsInterrupt)
    }

    package mutating func statementOutcome() throws(WireError) -> StatementOutcome {
        switch try byte() {
        case 1: .completed
        case 2: .incomplete
        case 3: .ended(try outcome())
        default: throw .outOfRange(field: "outcome")
        }
    }
}
