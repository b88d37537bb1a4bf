package import Policy

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
            followsInterrupt: followsInterrupt)
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
