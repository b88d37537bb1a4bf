internal import Policy
public import PythonValues

/// Why there is no value of an expression or a call.
public enum EvaluationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The code ran and ended without a value that can pass: it raised, exceeded a limit, or made something else.
    case failed(ScriptFailure)
    /// The value is not of the type that was asked for.
    case unreadable(value: PythonValue, reason: String)
    /// Nothing was run.
    case notRun(SandboxError)

    public var description: String {
        switch self {
        case .failed(let failure): failure.description
        case .unreadable(let value, let reason): "A value of type \(value.typeName) is not what was asked for: \(reason)."
        case .notRun(let error): error.description
        }
    }
}

/// Code that ended without a value.
public struct ScriptFailure: Sendable, Equatable, CustomStringConvertible {
    /// How it ended.
    public let report: Report
    /// What it wrote; tracebacks are in `standardError`.
    public let standardOutput: [UInt8]
    /// Of `sys.stderr`, tracebacks included.
    public let standardError: [UInt8]
    /// Why the value that it made cannot pass, `nil` where it made none.
    public let unfitReason: String?
    /// Of a session: all that statements had made is gone.
    public let hasLostState: Bool

    /// `standardOutput` as text, with U+FFFD in place of what is no UTF-8.
    public var outputText: String { String(decoding: standardOutput, as: UTF8.self) }
    /// `standardError` as text, with U+FFFD in place of what is no UTF-8.
    public var errorText: String { String(decoding: standardError, as: UTF8.self) }

    public var description: String {
        switch report.verdict {
        case .exception(let type, let message), .denied(let type, let message):
            message.isEmpty ? type : "\(type): \(message)"
        case .ok: unfitReason ?? "the script ended before it had a value"
        default: "the script ended with the verdict \(report.verdict.name)"
        }
    }
}

extension Completion {
    func requiredValue() throws(EvaluationError) -> PythonValue {
        try value.required { reason in
            ScriptFailure(
                report: report, standardOutput: standardOutput, standardError: standardError, unfitReason: reason,
                hasLostState: false)
        }
    }
}

extension StatementCompletion {
    func requiredValue() throws(EvaluationError) -> PythonValue {
        try value.required { reason in
            ScriptFailure(
                report: report, standardOutput: standardOutput, standardError: standardError, unfitReason: reason,
                hasLostState: hasLostState)
        }
    }
}

extension Completion.ReturnedValue {
    fileprivate func required(_ failure: (String?) -> ScriptFailure) throws(EvaluationError) -> PythonValue {
        switch self {
        case .value(let value): return value
        case .unfit(let reason): throw .failed(failure(reason))
        case .absent: throw .failed(failure(nil))
        }
    }
}

extension PythonValue {
    func read<Value: Decodable>(as type: Value.Type) throws(EvaluationError) -> Value {
        do {
            return try decoded(as: type)
        } catch {
            throw .unreadable(value: self, reason: "it cannot be read as \(type)")
        }
    }
}

extension Sandbox {
    /// The value of one expression, in a process of its own. Cancelling the task ends the run with the verdict `stopped`.
    ///
    ///     let total = try await sandbox.evaluate("sum(prices)", inputs: ["prices": [3, 4]])
    ///
    /// - Throws: `EvaluationError.failed` where the expression raised or was ended, with the report.
    public func evaluate(_ expression: String, inputs: [String: PythonValue] = [:]) async throws(EvaluationError) -> PythonValue {
        let completion: Completion
        do {
            completion = try await run(.expression(expression, inputs))
        } catch {
            throw .notRun(error)
        }
        return try completion.requiredValue()
    }

    /// The same as a Swift value.
    public func evaluate<Value: Decodable>(
        _ expression: String, inputs: [String: PythonValue] = [:], as type: Value.Type
    ) async throws(EvaluationError) -> Value {
        try await evaluate(expression, inputs: inputs).read(as: type)
    }
}

extension WorkerPool {
    /// The value of one expression. Cancelling the task ends the run with the verdict `stopped`.
    ///
    /// - Throws: `EvaluationError.failed` where the expression raised or was ended, with the report.
    public func evaluate(
        _ expression: String, inputs: [String: PythonValue] = [:], tenant: String = ""
    ) async throws(EvaluationError) -> PythonValue {
        let completion: Completion
        do {
            completion = try await run(.expression(expression, inputs), tenant: tenant)
        } catch {
            throw .notRun(error)
        }
        return try completion.requiredValue()
    }

    /// The same as a Swift value.
    public func evaluate<Value: Decodable>(
        _ expression: String, inputs: [String: PythonValue] = [:], tenant: String = "", as type: Value.Type
    ) async throws(EvaluationError) -> Value {
        try await evaluate(expression, inputs: inputs, tenant: tenant).read(as: type)
    }
}

extension ScriptRequest {
    fileprivate static func expression(_ text: String, _ inputs: [String: PythonValue]) -> ScriptRequest {
        var request = ScriptRequest(text, inputs: inputs)
        request.isExpression = true
        return request
    }
}
