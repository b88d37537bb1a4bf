import Foundation
import Policy
import PolicyFiles
import ShippedPolicies
import Testing

/// The folder of the package, found from this file.
let packageFolder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

let whitelistFolder = packageFolder.appending(path: "Whitelists")

func name(_ text: String) throws -> ModuleName { try #require(ModuleName(text)) }

/// A small catalogue, so that no test depends on the shipped data.
let smallCatalogue: ModuleCatalogue = {
    let kinds: [(String, ModuleKind)] = [
        ("math", .builtIn), ("marshal", .builtIn), ("_json", .extension), ("json", .source), ("json.tool", .source),
        ("re", .source), ("ctypes", .source), ("ctypes.util", .source), ("warnings", .source), ("sys", .virtual),
        ("zipimport", .frozen),
    ]
    return ModuleCatalogue(
        python: "3.11",
        kinds: Dictionary(uniqueKeysWithValues: kinds.compactMap { text, kind in ModuleName(text).map { ($0, kind) } }),
        neverListed: Dictionary(
            uniqueKeysWithValues: [("ctypes", "calls any C function"), ("marshal", "forges code")]
                .compactMap { text, reason in ModuleName(text).map { ($0, reason) } }))
}()

/// Files that exist only in the test.
func resolver(
    files: [String: String] = [:], shipped: [String: String] = [:], catalogue: ModuleCatalogue = smallCatalogue
) -> WhitelistResolver {
    WhitelistResolver(
        catalogue: catalogue,
        shippedNames: shipped.keys.sorted(),
        shipped: { shipped[$0].map { .text(PolicyText(name: "shipped", text: $0)) } },
        readFile: { path throws(PolicyFileError) in
            guard let text = files[path] else {
                throw PolicyFileError(file: path, line: nil, problem: .unreadable(reason: "No such file or directory"))
            }
            return PolicyText(name: path, text: text)
        })
}

extension PolicyText {
    init(name: String, text: String) { self.init(name: name, bytes: Array(text.utf8)) }
}

/// The error that reading a whitelist file of this text ends with.
func refusal(of text: String, catalogue: ModuleCatalogue = smallCatalogue) -> PolicyFileError? {
    do {
        _ = try resolver(files: ["./w.yaml": text], shipped: ["base": "source:\n  - re\n"], catalogue: catalogue)
            .whitelist("./w.yaml")
        return nil
    } catch {
        return error
    }
}

struct TemporaryFolder: ~Copyable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "policy-files-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// Runs /usr/bin/python3 over a script of build-scripts/ and returns what it printed.
func runPython(_ script: String, input: String = "") throws -> (output: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-IS", packageFolder.appending(path: "build-scripts/\(script)").path]
    let folder = try TemporaryFolder()
    let inputFile = folder.url.appending(path: "input")
    try Data(input.utf8).write(to: inputFile)
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: bytes, as: UTF8.self), process.terminationStatus)
}
