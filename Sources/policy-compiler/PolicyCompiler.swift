internal import Glibc
internal import Policy
internal import PolicyFiles
internal import SeccompCompiler

/// Compiles Whitelists/ into one Swift file, when the package is built. Every fault of a policy
/// file is thereby a fault of the build, with its file and line.
///
/// usage: policy-compiler --output FILE --shipped FILE… --audit-events FILE…
///     --modules FILE --virtual FILE --never FILE --system-calls FILE…
@main
enum PolicyCompiler {
    static func main() {
        do {
            let arguments = try Arguments(CommandLine.arguments.dropFirst())
            try write(try compile(arguments), to: arguments.output)
        } catch let fault as PolicyFileError {
            fail("\(fault.file):\(fault.line ?? 1): error: \(fault.problem)")
        } catch let fault as SeccompFailure {
            fail("\(fault.file):\(fault.line ?? 1): error: \(fault)")
        } catch {
            fail("policy-compiler: error: \(error)")
        }
    }

    private static func compile(_ arguments: Arguments) throws -> String {
        let catalogue = try ModuleCatalogue(
            modules: PolicyText(contentsOf: arguments.modules),
            virtual: PolicyText(contentsOf: arguments.virtual),
            never: PolicyText(contentsOf: arguments.never))

        var shipped: [String: PolicyText] = [:]
        for path in arguments.shipped { shipped[stem(of: path)] = try PolicyText(contentsOf: path) }
        let names = shipped.keys.sorted()
        let resolver = WhitelistResolver(
            catalogue: catalogue, shippedNames: names, shipped: { shipped[$0].map { .text($0) } })

        var source = GeneratedSource()
        source.add(catalogue)
        source.add(try names.map { try resolver.whitelist($0) })
        source.add(try arguments.auditEvents.map { try AuditEventTable(PolicyText(contentsOf: $0)) })
        try source.add(try systemCalls(arguments.systemCalls))
        return source.text
    }

    /// A file may extend those before it.
    private static func systemCalls(_ paths: [String]) throws -> [SystemCallPolicy] {
        var policies: [SystemCallPolicy] = []
        for path in paths {
            policies.append(
                try SystemCallPolicy(PolicyText(contentsOf: path), name: stem(of: path), bases: policies) {
                    SeccompCompiler.number(of: $0, on: $1) != nil
                })
        }
        return policies
    }

    private static func stem(of path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
    }

    private static func write(_ text: String, to path: String) throws {
        func failure() -> Failure { Failure("cannot write \(path): \(String(cString: strerror(errno)))") }
        guard let file = fopen(path, "w") else { throw failure() }
        let isWritten = fputs(text, file) >= 0
        guard fclose(file) == 0, isWritten else { throw failure() }
    }

    private static func fail(_ message: String) -> Never {
        var line = message + "\n"
        _ = line.withUTF8 { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        exit(1)
    }
}

struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// The files to compile, as the plugin names them.
private struct Arguments {
    var output = ""
    var modules = ""
    var virtual = ""
    var never = ""
    var shipped: [String] = []
    var auditEvents: [String] = []
    var systemCalls: [String] = []

    init(_ arguments: ArraySlice<String>) throws {
        var option = ""
        for argument in arguments {
            if argument.hasPrefix("--") {
                option = argument
                continue
            }
            switch option {
            case "--output": output = argument
            case "--modules": modules = argument
            case "--virtual": virtual = argument
            case "--never": never = argument
            case "--shipped": shipped.append(argument)
            case "--audit-events": auditEvents.append(argument)
            case "--system-calls": systemCalls.append(argument)
            default: throw Failure("unknown option \(option)")
            }
        }
        let single = [output, modules, virtual, never]
        if single.contains("") || shipped.isEmpty || systemCalls.isEmpty {
            throw Failure("needs --output, --modules, --virtual, --never, --shipped and --system-calls")
        }
    }
}
