/// Which system calls a process may make, and what happens to the others.
public struct SystemCallPolicy: Sendable, Equatable {
    /// Such as `child`.
    public let name: String
    /// What happens to a call that no rule matches.
    public let defaultAction: Action
    /// In the order of the file. A call matches a rule where every condition of it holds.
    public let rules: [Rule]

    public init(name: String, defaultAction: Action, rules: [Rule]) {
        self.name = name
        self.defaultAction = defaultAction
        self.rules = rules
    }
}

extension SystemCallPolicy {
    public enum Action: Sendable, Equatable, Hashable {
        case allow
        /// The call fails with this error number and does nothing.
        case errno(UInt16)
        /// The thread gets SIGSYS, which tells it the number of the call.
        case trap
        /// The call is made, and the kernel's audit log tells of it.
        case log
        /// The process dies of SIGSYS, which it cannot catch.
        case kill
    }

    /// What not every run has, and what takes calls of its own.
    public enum Feature: String, Sendable, CaseIterable {
        /// Scripts may have threads.
        case threads
        /// Files of the host come to the script as descriptors.
        case files
        /// A session may be copied.
        case branches
    }

    public enum Architecture: String, Sendable, CaseIterable {
        case x86_64 = "x86-64"
        case aarch64
    }

    /// A comparison of one argument, as the 64 bits that the kernel is handed. What a pointer points at cannot be
    /// compared: another thread could change it in between.
    public struct Condition: Sendable, Equatable, Hashable {
        public enum Comparison: Sendable, Equatable, Hashable {
            case equal(UInt64)
            /// Of the bits in `mask`, exactly those of `value` are set.
            case masked(mask: UInt64, value: UInt64)
            /// Unsigned.
            case atMost(UInt64)
        }

        /// Counted from 0, at most 5.
        public let argument: Int
        public let comparison: Comparison

        public init(argument: Int, comparison: Comparison) {
            self.argument = argument
            self.comparison = comparison
        }
    }

    public struct Rule: Sendable, Equatable {
        /// The kernel's name of the call, such as `openat`.
        public let call: String
        public let action: Action
        public let conditions: [Condition]
        /// Where the call exists.
        public let architectures: [Architecture]
        /// What a run must have for the rule to stand; `nil`: nothing.
        public let feature: Feature?
        public let reason: String
        /// Where the rule stands.
        public let file: String
        /// Counted from 1.
        public let line: Int

        public init(
            call: String, action: Action, conditions: [Condition], architectures: [Architecture], feature: Feature? = nil,
            reason: String, file: String, line: Int
        ) {
            self.call = call
            self.action = action
            self.conditions = conditions
            self.architectures = architectures
            self.feature = feature
            self.reason = reason
            self.file = file
            self.line = line
        }
    }
}
