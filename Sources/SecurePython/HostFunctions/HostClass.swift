public import PythonValues

/// A Swift type whose values scripts may hold, and what they may do with them: the methods and attributes listed here, and
/// nothing else.
///
///     let accounts = HostClass<Account>(
///         "Account", attributes: [.init("owner", "str") { .string($0.owner) }],
///         methods: [.init("deposit", [.required("amount", "int")], returns: "int") { account, arguments in
///             .int(try await account.deposit(arguments.decode("amount")))
///         }])
///     let bank = HostModule(
///         "bank", functions: [
///             HostFunction("open", [.required("owner", "str")], returns: "Account") {
///                 .object(accounts.object(Account(owner: try $0.decode("owner"))))
///             }
///         ], classes: [accounts.definition])
public struct HostClass<Value: Sendable>: Sendable {
    /// What a `HostModule` that grants the class lists.
    public let definition: HostClassDefinition

    /// A class of this name in Python, an ASCII identifier.
    public init(
        _ name: String, documentation: String = "", attributes: [HostAttribute<Value>] = [], methods: [HostMethod<Value>] = []
    ) {
        definition = HostClassDefinition(
            name: name, documentation: documentation, members: attributes.map(\.member) + methods.map(\.member))
    }

    /// A new object of the class. The same `HostObject`, given twice, is the same object in Python; another one is another,
    /// whatever the value.
    public func object(_ value: Value) -> HostObject {
        HostObject(.held(value, definition.identity), className: definition.name)
    }

    /// The Swift value of an argument.
    ///
    /// - Throws: `HostFunctionError`, which the script sees: TypeError where the argument is no object of this class,
    ///   PermissionError where it was revoked.
    public func value(of argument: PythonValue) throws(HostFunctionError) -> Value {
        guard case .object(let object) = argument, case .held(let held, let identity) = object.content,
            identity === definition.identity, let value = held as? Value
        else { throw HostFunctionError(.typeError, "a \(argument.typeName) is no \(definition.name)") }
        if let revocation = object.revocation { throw revocation }
        return value
    }
}

/// A class as a `HostModule` lists it.
public struct HostClassDefinition: Sendable {
    public let name: String
    public let documentation: String
    let identity = HostClassIdentity()
    let members: [HostMember]
}

/// A method that scripts may call of objects of a `HostClass`.
public struct HostMethod<Value: Sendable>: Sendable {
    let member: HostMember

    /// As a `HostFunction`, with the object's Swift value before the arguments. The budget is that of the method, for all
    /// objects together.
    public init(
        _ name: String, _ parameters: [HostFunction.Parameter] = [], returns resultType: String = "", documentation: String = "",
        isAwaitable: Bool = false, budget: HostFunction.Budget = .init(), grant: HostGrant? = nil,
        _ body: @escaping @Sendable (Value, HostArguments) async throws -> PythonValue
    ) {
        member = HostMember(
            function: HostFunction(
                name, parameters, returns: resultType, documentation: documentation, isAwaitable: isAwaitable, budget: budget,
                grant: grant, HostMember.withoutObject),
            isAttribute: false
        ) { held, arguments in
            guard let value = held as? Value else { throw HostMember.Misplaced() }
            return try await body(value, arguments)
        }
    }
}

/// An attribute that scripts may read of objects of a `HostClass`. Each time the host is asked, as by a call.
public struct HostAttribute<Value: Sendable>: Sendable {
    let member: HostMember

    /// `type` is Python's text of it, for the stub. The closure is asked with the object's Swift value.
    public init(
        _ name: String, _ type: String = "", documentation: String = "", budget: HostFunction.Budget = .init(),
        grant: HostGrant? = nil, _ body: @escaping @Sendable (Value) async throws -> PythonValue
    ) {
        member = HostMember(
            function: HostFunction(
                name, returns: type, documentation: documentation, budget: budget, grant: grant, HostMember.withoutObject),
            isAttribute: true
        ) { held, _ in
            guard let value = held as? Value else { throw HostMember.Misplaced() }
            return try await body(value)
        }
    }
}

/// A method or attribute of any class.
struct HostMember: Sendable {
    struct Misplaced: Error {}

    let function: HostFunction
    let isAttribute: Bool
    let body: @Sendable (any Sendable, HostArguments) async throws -> PythonValue

    static let withoutObject: HostFunction.Body = { _ in throw Misplaced() }
}

extension HostArguments {
    /// The Swift value of an argument that is an object of a `HostClass` of such values.
    ///
    /// - Throws: `HostFunctionError`, which the script sees: TypeError where it is none, PermissionError where it was revoked.
    public func object<Value: Sendable>(_ name: String, as type: Value.Type = Value.self) throws(HostFunctionError) -> Value {
        guard case .object(let object) = self[name], case .held(let held, _) = object.content, let value = held as? Value else {
            throw HostFunctionError(.typeError, "argument '\(name)' cannot be a \(self[name].typeName) such as this")
        }
        if let revocation = object.revocation { throw revocation }
        return value
    }
}

extension HostObject {
    var revocation: HostFunctionError? {
        isRevoked ? HostFunctionError(.permissionError, "the \(className) was revoked") : nil
    }
}
