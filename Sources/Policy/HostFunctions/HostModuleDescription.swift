/// A module of host functions, as a script sees it. What the functions do stays with the host.
public struct HostModuleDescription: Hashable, Sendable {
    /// What a script imports: an identifier that no module of the standard library has.
    public var name: String
    public var documentation: String
    public var functions: [HostFunctionDescription]
    public var classes: [HostClassDescription]

    public init(
        name: String, documentation: String, functions: [HostFunctionDescription], classes: [HostClassDescription] = []
    ) {
        self.name = name
        self.documentation = documentation
        self.functions = functions
        self.classes = classes
    }
}

/// A class of objects of the host: what a script can do with them.
public struct HostClassDescription: Hashable, Sendable {
    public var name: String
    public var documentation: String
    public var members: [HostMemberDescription]

    public init(name: String, documentation: String, members: [HostMemberDescription]) {
        self.name = name
        self.documentation = documentation
        self.members = members
    }
}

/// A method or an attribute.
public struct HostMemberDescription: Hashable, Sendable {
    /// Of an attribute: without parameters.
    public var function: HostFunctionDescription
    public var isAttribute: Bool

    public init(function: HostFunctionDescription, isAttribute: Bool) {
        self.function = function
        self.isAttribute = isAttribute
    }
}

/// A function that runs in the host when a script calls it.
public struct HostFunctionDescription: Hashable, Sendable {
    public var name: String
    public var parameters: [HostParameter]
    public var documentation: String
    /// Python's text of the result's type; empty for none.
    public var resultType: String
    /// Whether a call returns an awaitable instead of blocking.
    public var isAwaitable: Bool

    public init(
        name: String, parameters: [HostParameter], documentation: String = "", resultType: String = "", isAwaitable: Bool = false
    ) {
        self.name = name
        self.parameters = parameters
        self.documentation = documentation
        self.resultType = resultType
        self.isAwaitable = isAwaitable
    }
}

/// A parameter of a host function, as it is shown to scripts.
public struct HostParameter: Hashable, Sendable {
    /// How an argument can be given, in the order in which Python wants parameters.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case positionalOnly = 1
        case positionalOrKeyword = 2
        case keywordOnly = 3
    }

    public var name: String
    /// How an argument can be given.
    public var kind: Kind
    /// Python's text of the type; empty for none.
    public var type: String
    /// Python's text of the default value; `nil` where an argument is required. A signature that `inspect` shall read shows
    /// `...` in place of what is no literal.
    public var defaultText: String?

    /// Each as the property of its name.
    public init(name: String, kind: Kind, type: String = "", defaultText: String? = nil) {
        self.name = name
        self.kind = kind
        self.type = type
        self.defaultText = defaultText
    }
}

extension HostFunctionDescription {
    /// The parameters in parentheses, as Python writes them; with types, as a stub file has them.
    public func signature(withTypes: Bool, ofMethod: Bool = false) -> String {
        var parts: [String] = []
        var kind = HostParameter.Kind.positionalOnly
        if ofMethod { parts.append("self") }
        for (index, parameter) in parameters.enumerated() {
            if index > 0 || ofMethod, kind == .positionalOnly, parameter.kind != .positionalOnly { parts.append("/") }
            if parameter.kind == .keywordOnly, kind != .keywordOnly || index == 0 { parts.append("*") }
            kind = parameter.kind
            var text = parameter.name
            let hasType = withTypes && !parameter.type.isEmpty
            if hasType { text += ": " + parameter.type }
            if let value = parameter.defaultText { text += (hasType ? " = " : "=") + value }
            parts.append(text)
        }
        if kind == .positionalOnly, !parts.isEmpty { parts.append("/") }
        return "(" + parts.joined(separator: ", ") + ")"
    }
}

/// Text that Python takes as a name.
public enum PythonIdentifier {
    public static let maximumLength = 255

    private static let keywords: Set<String> = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ]

    /// Whether the text is a name of ASCII letters, digits and underscores, no keyword, and none of Python's own names with
    /// two underscores at both ends.
    public static func isPlainName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, bytes.count <= maximumLength, !isDigit(first), bytes.allSatisfy({ isLetter($0) || isDigit($0) })
        else { return false }
        return !keywords.contains(text) && !(text.hasPrefix("__") && text.hasSuffix("__"))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
