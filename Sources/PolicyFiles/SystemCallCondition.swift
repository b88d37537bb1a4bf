internal import Policy

/// Reads conditions such as `arg0 == 3 and arg2 & ~0x3 == 0`.
enum SystemCallCondition {
    typealias Condition = SystemCallPolicy.Condition

    /// The conditions that must all hold; `nil` where the text is not of this form.
    static func conditions(_ text: String) -> [Condition]? {
        var conditions: [Condition] = []
        for part in split(text.split(separator: " ", omittingEmptySubsequences: false)) {
            guard let condition = condition(part) else { return nil }
            // The library that makes the filter compares an argument once in a rule.
            if conditions.contains(where: { $0.argument == condition.argument }) { return nil }
            conditions.append(condition)
        }
        return conditions
    }

    private static func split(_ words: [Substring]) -> [[Substring]] {
        words.split(separator: "and", omittingEmptySubsequences: false).map(Array.init)
    }

    private static func condition(_ words: [Substring]) -> Condition? {
        guard let first = words.first, let argument = argument(first) else { return nil }
        switch words.count {
        case 3:
            guard let value = number(words[2]) else { return nil }
            switch words[1] {
            case "==": return Condition(argument: argument, comparison: .equal(value))
            case "<=": return Condition(argument: argument, comparison: .atMost(value))
            default: return nil
            }
        case 5:
            guard words[1] == "&", words[3] == "==", let mask = mask(words[2]), let value = number(words[4]),
                // Otherwise the condition could never hold.
                value & ~mask == 0
            else { return nil }
            return Condition(argument: argument, comparison: .masked(mask: mask, value: value))
        default:
            return nil
        }
    }

    private static func argument(_ word: Substring) -> Int? {
        guard word.hasPrefix("arg"), word.utf8.count == 4, let number = word.last?.wholeNumberValue, number <= 5 else {
            return nil
        }
        return number
    }

    private static func mask(_ word: Substring) -> UInt64? {
        if word.hasPrefix("~") { return number(word.dropFirst()).map { ~$0 } }
        return number(word)
    }

    private static func number(_ word: Substring) -> UInt64? {
        let isHexadecimal = word.hasPrefix("0x")
        let digits = isHexadecimal ? word.dropFirst(2) : word
        guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else { return nil }
        return UInt64(digits, radix: isHexadecimal ? 16 : 10)
    }
}
