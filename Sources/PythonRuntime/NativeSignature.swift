/// The parameters of a native function, read from the text that `__text_signature__` shows.
public struct NativeSignature: Sendable, ExpressibleByStringLiteral {
    package enum Kind: Sendable {
        case positionalOnly, positionalOrKeyword, variadicPositional, keywordOnly, variadicKeyword
    }

    package struct Parameter: Sendable {
        var name: String
        var kind: Kind
        var isRequired: Bool

        package init(name: String, kind: Kind, isRequired: Bool) {
            self.name = name
            self.kind = kind
            self.isRequired = isRequired
        }
    }

    public let text: String
    let parameters: [Parameter]
    let positionalCount: Int
    let requiredIndices: [Int]
    /// Positional arguments of such a number, and no others, are the parameters as they stand.
    let plainCounts: ClosedRange<Int>?
    let variadicPositionalIndex: Int?
    let variadicKeywordIndex: Int?

    /// Reads text such as `(path, mode=511, *, dir_fd=None)`. Defaults are shown, never evaluated.
    public init(_ text: String) {
        var parameters: [Parameter] = []
        var afterStar = false
        for part in text.dropFirst().dropLast().split(separator: ",") {
            let words = part.split(separator: "=", maxSplits: 1)
            guard let first = words.first else { continue }
            let name = String(first.filter { $0 != " " })
            if name == "/" {
                for index in parameters.indices { parameters[index].kind = .positionalOnly }
            } else if name == "*" {
                afterStar = true
            } else if name.hasPrefix("**") {
                parameters.append(Parameter(name: String(name.dropFirst(2)), kind: .variadicKeyword, isRequired: false))
            } else if name.hasPrefix("*") {
                afterStar = true
                parameters.append(
                    Parameter(name: String(name.dropFirst()), kind: .variadicPositional, isRequired: false))
            } else {
                parameters.append(
                    Parameter(
                        name: name, kind: afterStar ? .keywordOnly : .positionalOrKeyword,
                        isRequired: words.count == 1))
            }
        }
        self.init(text, parameters: parameters)
    }

    /// For text whose defaults are any expressions.
    package init(_ text: String, parameters: [Parameter]) {
        self.text = text
        self.parameters = parameters
        positionalCount = parameters.count { $0.kind == .positionalOnly || $0.kind == .positionalOrKeyword }
        requiredIndices = parameters.indices.filter { parameters[$0].isRequired }
        variadicPositionalIndex = parameters.firstIndex { $0.kind == .variadicPositional }
        variadicKeywordIndex = parameters.firstIndex { $0.kind == .variadicKeyword }
        let least = requiredIndices.count
        let isPlain = variadicPositionalIndex == nil && variadicKeywordIndex == nil
            && requiredIndices.allSatisfy { $0 < least } && least <= positionalCount
        plainCounts = isPlain ? least...positionalCount : nil
    }

    public init(stringLiteral text: String) {
        self.init(text)
    }

    func index(ofKeyword name: String) -> Int? {
        parameters.firstIndex {
            $0.name == name && ($0.kind == .positionalOrKeyword || $0.kind == .keywordOnly)
        }
    }
}
