/// Why a policy file was refused, with the file and the line.
public struct PolicyFileError: Error, Equatable, CustomStringConvertible {
    /// The file as the caller or another policy file named it.
    public let file: String
    /// Counted from 1; `nil` where no line is to blame, as for a file that cannot be opened.
    public let line: Int?
    public let problem: Problem

    public init(file: String, line: Int?, problem: Problem) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    public var description: String {
        guard let line else { return "\(file): \(problem)" }
        return "\(file):\(line): \(problem)"
    }
}

extension PolicyFileError {
    public enum Problem: Equatable, Sendable {
        // The file.
        case unreadable(reason: String)
        case notRegularFile
        case tooLarge(limit: Int)

        // YAML.
        case syntax(String)
        case notAccepted(feature: String)
        case controlCharacter
        case scalarTooLong(limit: Int)
        case tooDeep(limit: Int)
        case tooManyValues(limit: Int)
        case duplicateKey(String, firstLine: Int)
        case expected(String)

        // What a policy says.
        case unknownKey(String, accepted: [String])
        case missingKey(String)
        case invalidModuleName(String)
        case unknownModule(String, python: String)
        case wrongKind(String, listedUnder: String, belongsUnder: String)
        case neverListed(String, reason: String)
        case alwaysPresent(String)
        case duplicate(String, firstLine: Int)
        case packageNotListed(String, package: String, kind: String)
        case invalidWritable(String)
        case writableOfUnlistedModule(String, module: String)
        case wholeModuleNotSource(String)
        case unknownName(String, grantable: [String])
        case unknownWhitelist(String, shipped: [String])
        case shippedExtendsFile(String)
        case extendsUnreadable(String)
        case extendsCycle([String])
        case extendsTooLong(limit: Int)
        case invalidPythonVersion(String)
        case invalidEventName(String)
        case emptyReason(String)
        case unknownSystemCall(String, architecture: String)
        case unknownArchitecture(String, accepted: [String])
        case unknownErrorName(String, accepted: [String])
        case unknownDefault(String)
        case invalidCondition(String)
        case repeatedSystemCall(String, firstLine: Int)
        case unknownBase(String, known: [String])
    }
}

extension PolicyFileError.Problem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let reason):
            "cannot be read: \(reason)"
        case .notRegularFile:
            "is not a regular file"
        case .tooLarge(let limit):
            "is larger than \(limit) bytes, the most a policy file may have"
        case .syntax(let text):
            "is not valid YAML: \(text)"
        case .notAccepted(let feature):
            "\(feature) not accepted in policy files; write the value out"
        case .controlCharacter:
            "the value holds a control, line or direction character"
        case .scalarTooLong(let limit):
            "the value is longer than \(limit) bytes"
        case .tooDeep(let limit):
            "values are nested more than \(limit) deep"
        case .tooManyValues(let limit):
            "holds more than \(limit) values"
        case .duplicateKey(let key, let firstLine):
            "the key `\(key)` stands on line \(firstLine) already; merge the two"
        case .expected(let what):
            "expected \(what)"
        case .unknownKey(let key, let accepted):
            "unknown key or kind `\(key)`; accepted here: \(accepted.joined(separator: ", "))"
        case .missingKey(let key):
            "the key `\(key)` is missing"
        case .invalidModuleName(let text):
            "`\(text)` is not a module name: write dotted ASCII identifiers, such as `xml.dom`"
        case .unknownModule(let module, let python):
            "no module `\(module)` in the standard library of Python \(python); "
                + "modules of your own need no line, give their folder as a source root"
        case .wrongKind(let module, let listedUnder, let belongsUnder):
            "`\(module)` is listed under `\(listedUnder)`, but its kind is `\(belongsUnder)`; move the line there"
        case .neverListed(let module, let reason):
            "`\(module)` may stand on no whitelist: it \(reason)"
        case .alwaysPresent(let module):
            "`\(module)` is always there; remove the line"
        case .duplicate(let text, let firstLine):
            "`\(text)` stands on line \(firstLine) already; remove one"
        case .packageNotListed(let module, let package, let kind):
            "`\(module)` is listed, but its package `\(package)` is not; add `- \(package)` under `\(kind)`"
        case .invalidWritable(let text):
            "`\(text)` is not a module and an attribute, such as `warnings.filters` or `platform.*`"
        case .writableOfUnlistedModule(let text, let module):
            "`\(text)` is writable, but the module `\(module)` is not listed; list it or remove this line"
        case .wholeModuleNotSource(let module):
            "`\(module).*` would let scripts assign every attribute, which only modules in Python allow; "
                + "name the attributes one by one"
        case .unknownName(let name, let grantable):
            "`\(name)` is not a built-in name that a whitelist may grant; these are: \(grantable.joined(separator: ", "))"
        case .unknownWhitelist(let name, let shipped):
            "no whitelist `\(name)` is shipped (\(shipped.joined(separator: ", "))); "
                + "for a file write a path with a slash, such as `./\(name)`"
        case .shippedExtendsFile(let path):
            "a shipped whitelist extends shipped ones only, not the file `\(path)`"
        case .extendsUnreadable(let text):
            "`extends` names a file that cannot be used: \(text)"
        case .extendsCycle(let names):
            "extends itself: \(names.joined(separator: " → "))"
        case .extendsTooLong(let limit):
            "more than \(limit) whitelists extend one another"
        case .invalidPythonVersion(let text):
            "`\(text)` is not a version of Python such as \"3.11\", in quotes"
        case .invalidEventName(let text):
            "`\(text)` is not the name of an audit event, such as `os.system`"
        case .emptyReason(let name):
            "`\(name)` needs a reason after the colon"
        case .unknownSystemCall(let name, let architecture):
            "no system call `\(name)` on \(architecture); "
                + "where it exists on others only, name those with `architectures:`"
        case .unknownArchitecture(let name, let accepted):
            "unknown architecture `\(name)`; known: \(accepted.joined(separator: ", "))"
        case .unknownErrorName(let name, let accepted):
            "unknown error name `\(name)`; known: \(accepted.joined(separator: ", "))"
        case .unknownDefault(let text):
            "`\(text)` is neither `kill` nor an error name such as EPERM"
        case .invalidCondition(let text):
            "`\(text)` is not a condition such as `arg0 == 3`, `arg1 <= 15` or `arg2 & ~0x3 == 0`, "
                + "several joined by ` and `, each argument once, arg0 to arg5"
        case .repeatedSystemCall(let name, let firstLine):
            "`\(name)` stands on line \(firstLine) already; a call may stand twice only where each has `when:`"
        case .unknownBase(let name, let known):
            "`extends` names `\(name)`, which is not given; known: \(known.joined(separator: ", "))"
        }
    }
}
