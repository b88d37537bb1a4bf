internal import Policy
internal import PythonValues

extension HostModule {
    /// The text of a `.pyi` file: what a program, or a model, that writes scripts can read to know what it may call.
    public var stub: String {
        var lines: [String] = []
        if !documentation.isEmpty { lines += [Self.docstring(documentation, indent: ""), ""] }
        for definition in classes { lines += definition.stubLines + [""] }
        for function in functions { lines += function.stubLines(indent: "", ofMethod: false) }
        let text = lines.joined(separator: "\n") + "\n"
        var imports: [String] = []
        for name in ["datetime", "decimal"] where text.contains(name + ".") { imports.append("import \(name)") }
        if text.contains("Any") { imports.append("from typing import Any") }
        return imports.isEmpty ? text : imports.joined(separator: "\n") + "\n\n" + text
    }

    fileprivate static func docstring(_ text: String, indent: String) -> String {
        var escaped = text.replacing("\\", with: "\\\\").replacing("\"\"\"", with: "\\\"\\\"\\\"")
        // It would run into the quotes that follow.
        if escaped.hasSuffix("\"") { escaped = escaped.dropLast() + "\\\"" }
        let lines = escaped.split(separator: "\n", omittingEmptySubsequences: false)
        let body = lines.map { $0.isEmpty ? "" : indent + $0 }.joined(separator: "\n")
        return indent + "\"\"\"" + body.dropFirst(indent.count) + (lines.count > 1 ? "\n\(indent)" : "") + "\"\"\""
    }

    /// What a script is shown of it.
    var description: HostModuleDescription {
        HostModuleDescription(
            name: name, documentation: documentation, functions: functions.map { $0.description { $0.signatureText } },
            classes: classes.map(\.description))
    }
}

extension HostClassDefinition {
    fileprivate var description: HostClassDescription {
        HostClassDescription(
            name: name, documentation: documentation,
            members: members.map {
                HostMemberDescription(function: $0.function.description { $0.signatureText }, isAttribute: $0.isAttribute)
            })
    }

    fileprivate var stubLines: [String] {
        var lines = ["class \(name):"]
        if !documentation.isEmpty { lines.append(HostModule.docstring(documentation, indent: "    ")) }
        for member in members {
            if member.isAttribute { lines.append("    @property") }
            lines += member.function.stubLines(indent: "    ", ofMethod: true)
        }
        if lines.count == 1 { lines[0] += " ..." }
        return lines
    }
}

extension HostFunction {
    fileprivate func stubLines(indent: String, ofMethod: Bool) -> [String] {
        let result = resultType.isEmpty ? "Any" : resultType
        let keyword = isAwaitable ? "async def" : "def"
        let head = "\(indent)\(keyword) \(name)\(description.signature(withTypes: true, ofMethod: ofMethod)) -> \(result):"
        if documentation.isEmpty { return [head + " ..."] }
        return [head, HostModule.docstring(documentation, indent: indent + "    "), indent + "    ..."]
    }
}

extension HostFunction {
    /// With every default written out.
    var description: HostFunctionDescription { description { $0.literal } }

    func description(_ text: (PythonValue) -> String) -> HostFunctionDescription {
        HostFunctionDescription(
            name: name,
            parameters: parameters.map {
                HostParameter(name: $0.name, kind: $0.kind, type: $0.type, defaultText: $0.defaultValue.map(text))
            },
            documentation: documentation, resultType: resultType, isAwaitable: isAwaitable)
    }
}

extension PythonValue {
    private static let longestSignatureText = 200

    /// The value in a signature. `inspect` reads no calls there, such as those that make dates, so that `...` stands for them.
    fileprivate var signatureText: String {
        let text = isReadByInspect ? literal : "..."
        return text.utf8.count <= Self.longestSignatureText ? text : "..."
    }

    private var isReadByInspect: Bool {
        switch self {
        case .none, .bool, .integer, .string, .bytes: true
        case .float(let value): value.isFinite
        case .list(let elements), .tuple(let elements), .set(let elements): elements.allSatisfy(\.isReadByInspect)
        case .dictionary(let entries): entries.allSatisfy { $0.key.isReadByInspect && $0.value.isReadByInspect }
        case .date, .time, .dateTime, .duration, .decimal, .object: false
        }
    }
}
