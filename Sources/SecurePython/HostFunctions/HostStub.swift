internal import Policy
internal import PythonValues

extension HostModule {
    /// The text of a `.pyi` file: what a program, or a model, that writes scripts can read to know what it may call.
    public var stub: String {
        var lines: [String] = []
        if !documentation.isEmpty { lines += [Self.docstring(documentation, indent: ""), ""] }
        for function in functions {
            let description = function.description
            let result = description.resultType.isEmpty ? "Any" : description.resultType
            let keyword = function.isAwaitable ? "async def" : "def"
            let head = "\(keyword) \(function.name)\(description.signature(withTypes: true)) -> \(result):"
            if function.documentation.isEmpty {
                lines.append(head + " ...")
            } else {
                lines += [head, Self.docstring(function.documentation, indent: "    "), "    ..."]
            }
        }
        let text = lines.joined(separator: "\n") + "\n"
        var imports: [String] = []
        for name in ["datetime", "decimal"] where text.contains(name + ".") { imports.append("import \(name)") }
        if text.contains("Any") { imports.append("from typing import Any") }
        return imports.isEmpty ? text : imports.joined(separator: "\n") + "\n\n" + text
    }

    private static func docstring(_ text: String, indent: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"\"\"", with: "\\\"\\\"\\\"")
        let lines = escaped.split(separator: "\n", omittingEmptySubsequences: false)
        let body = lines.map { $0.isEmpty ? "" : indent + $0 }.joined(separator: "\n")
        return indent + "\"\"\"" + body.dropFirst(indent.count) + (lines.count > 1 ? "\n\(indent)" : "") + "\"\"\""
    }

    var description: HostModuleDescription {
        HostModuleDescription(name: name, documentation: documentation, functions: functions.map(\.description))
    }
}

extension HostFunction {
    var description: HostFunctionDescription {
        HostFunctionDescription(
            name: name,
            parameters: parameters.map {
                HostParameter(name: $0.name, kind: $0.kind, type: $0.type, defaultText: $0.defaultValue?.literal)
            },
            documentation: documentation, resultType: resultType, isAwaitable: isAwaitable)
    }
}
