import Foundation
import Policy
import PolicyFiles
import ShippedPolicies
import Testing

@Suite struct ShippedPoliciesTests {
    private static func files(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }.map(\.path).sorted()
    }

    private static func catalogueFromFiles() throws -> ModuleCatalogue {
        let folder = whitelistFolder.appending(path: "catalogue")
        return try ModuleCatalogue(
            modules: PolicyText(contentsOf: folder.appending(path: "python3.11.yaml").path),
            virtual: PolicyText(contentsOf: folder.appending(path: "virtual.yaml").path),
            never: PolicyText(contentsOf: folder.appending(path: "never.yaml").path))
    }

    private func standard() throws -> Whitelist { try #require(ShippedPolicies.whitelist(named: "standard")) }
    private func minimal() throws -> Whitelist { try #require(ShippedPolicies.whitelist(named: "minimal")) }

    @Test func whatIsCompiledInIsWhatTheFilesSay() throws {
        let catalogue = try Self.catalogueFromFiles()
        #expect(ShippedPolicies.catalogue == catalogue)
        #expect(ShippedPolicies.pythonVersion == "3.11")
        var texts: [String: PolicyText] = [:]
        for path in try Self.files(whitelistFolder) {
            texts[URL(filePath: path).deletingPathExtension().lastPathComponent] = try PolicyText(contentsOf: path)
        }
        #expect(ShippedPolicies.whitelistNames == texts.keys.sorted())
        let resolver = WhitelistResolver(
            catalogue: catalogue, shippedNames: texts.keys.sorted(), shipped: { texts[$0].map { .text($0) } })
        for name in texts.keys {
            #expect(ShippedPolicies.whitelist(named: name) == (try resolver.whitelist(name)))
        }
    }

    @Test func everyAuditTableIsCompiledIn() throws {
        for path in try Self.files(whitelistFolder.appending(path: "audit-events")) {
            let table = try AuditEventTable(PolicyText(contentsOf: path))
            #expect(path.hasSuffix("/python\(table.python).yaml"))
            #expect(ShippedPolicies.auditEvents(forPython: table.python) == table.events)
        }
        #expect(ShippedPolicies.auditEvents(forPython: "3.11")?.contains("compile") == true)
    }

    @Test func thereIsNothingUnderOtherNames() {
        #expect(ShippedPolicies.whitelist(named: "Standard") == nil)
        #expect(ShippedPolicies.whitelist(named: "") == nil)
        #expect(ShippedPolicies.auditEvents(forPython: "3.10") == nil)
    }

    /// A later table may add events; it never loses one without someone seeing it here.
    @Test func laterAuditTablesAddEvents() throws {
        let oldest = try #require(ShippedPolicies.auditEvents(forPython: "3.11"))
        let middle = try #require(ShippedPolicies.auditEvents(forPython: "3.12"))
        let newest = try #require(ShippedPolicies.auditEvents(forPython: "3.13"))
        #expect(oldest.isStrictSubset(of: middle))
        #expect(middle.isStrictSubset(of: newest))
    }

    @Test(arguments: [
        "open", "exec", "import", "marshal.loads", "os.system", "os.exec", "os.fork", "os.posix_spawn",
        "subprocess.Popen", "socket.__new__", "socket.connect", "ctypes.dlopen", "code.__new__", "function.__new__", "sys.settrace",
        "sys.addaudithook", "gc.get_objects", "mmap.__new__", "sqlite3.load_extension", "sqlite3.enable_load_extension",
    ])
    func noAuditTableLetsTheseEventsPass(_ event: String) {
        for version in ["3.11", "3.12", "3.13"] {
            #expect(ShippedPolicies.auditEvents(forPython: version)?.contains(event) == false)
        }
    }

    @Test func standardHoldsMinimal() throws {
        let standard = try standard()
        let minimal = try minimal()
        for (module, kind) in minimal.modules { #expect(standard.modules[module] == kind, "\(module)") }
        #expect(minimal.writableAttributes.isSubset(of: standard.writableAttributes))
    }

    /// Parts of the import system, what needs them, and tests that run when they are imported.
    static let leftToOtherWhitelists: Set = [
        "_imp", "importlib._bootstrap", "importlib._bootstrap_external", "py_compile", "pydoc", "cgitb", "xmlrpc.server",
        "unittest.__main__",
    ]

    @Test func standardIsNearlyTheWholeStandardLibrary() throws {
        let standard = try standard()
        #expect(standard.modules.values.count { $0 == .source } >= 440)
        #expect(Set(standard.available.keys.map(\.text)) == Self.leftToOtherWhitelists)
        for module in [
            "asyncio", "threading", "concurrent.futures", "sqlite3", "subprocess", "socket", "http.client", "email",
            "logging", "xml.etree.ElementTree", "pdb", "doctest", "timeit", "unittest.mock", "os", "pathlib", "json",
        ] {
            #expect(standard.modules[try name(module)] == .source, "\(module)")
        }
    }

    /// Cannon's lists, in their Python 3 form. `_types` is gone, `datetime` and `operator` are source.
    @Test(arguments: [
        "_ast", "_codecs", "_sre", "_symtable", "errno", "_bisect", "_collections", "_csv", "_functools", "_hashlib",
        "_heapq", "_random", "_struct", "_weakref", "array", "binascii", "cmath", "_datetime", "itertools", "math",
        "_operator", "time", "unicodedata", "zlib",
    ])
    func minimalHoldsTheFirstWhitelist(_ module: String) throws {
        #expect(try minimal().modules[try name(module)] != nil)
    }

    @Test(arguments: [
        "os", "posix", "socket", "threading", "subprocess", "pathlib", "importlib", "gc", "signal", "pickle",
    ])
    func minimalNamesNothingOfTheSystem(_ module: String) throws {
        guard case .available = try minimal().standing(of: try name(module)) else {
            Issue.record("\(module) is not available")
            return
        }
    }

    @Test(arguments: [
        "ctypes", "ctypes.util", "_ctypes", "mmap", "marshal", "_posixshmem", "_multiprocessing", "fcntl", "termios",
        "faulthandler", "imp", "zipimport",
        "_testcapi", "_testinternalcapi", "readline", "spwd", "_ssl", "_crypt", "nis", "ossaudiodev",
        "_curses", "_dbm", "_lsprof", "_tracemalloc", "_xxsubinterpreters", "xxsubtype", "tkinter", "_tkinter",
        "idlelib", "lib2to3", "lib2to3.pgen2", "distutils", "ensurepip", "syslog",
        "_frozen_importlib", "_frozen_importlib_external",
    ])
    func neverListsDangerousModules(_ module: String) throws {
        let standard = try standard()
        guard case .neverListed(let reason) = standard.standing(of: try name(module)) else {
            Issue.record("\(module) is not never listed")
            return
        }
        // The text follows `it` in messages.
        #expect(reason.first?.isLowercase == true, "\(reason)")
        #expect(reason.last != ".")
    }

    @Test func nothingListedIsNeverListed() throws {
        for name in ShippedPolicies.whitelistNames {
            let whitelist = try #require(ShippedPolicies.whitelist(named: name))
            for module in whitelist.modules.keys { #expect(whitelist.reasonNeverListed(module) == nil, "\(module)") }
        }
    }

    /// Each listed module imports when only what the whitelist lists can be imported.
    @Test(arguments: ["minimal", "standard"])
    func everythingListedImports(_ whitelistName: String) throws {
        let whitelist = try #require(ShippedPolicies.whitelist(named: whitelistName))
        let input = whitelist.modules.map { "\($0.value.key) \($0.key)" }.joined(separator: "\n")
        let (output, status) = try runPython("check-imports", input: input)
        #expect(output == "")
        #expect(status == 0)
    }

    @Test func deploymentFilesExtendStandard() throws {
        let resolver = WhitelistResolver(
            catalogue: ShippedPolicies.catalogue, shippedNames: ShippedPolicies.whitelistNames,
            shipped: { ShippedPolicies.whitelist(named: $0).map { .resolved($0) } })
        let whitelist = try resolver.whitelist(
            from: PolicyText(name: "./mine.yaml", text: "extends: standard\nsource:\n  - unittest.__main__\n"))
        #expect(Set(whitelist.available.keys.map(\.text)) == Self.leftToOtherWhitelists.subtracting(["unittest.__main__"]))
        #expect(whitelist.modules.count == (try standard().modules.count) + 1)
    }

    /// Start-up pays for this on every run. The bound is loose, for debug builds on a busy machine.
    @Test func resolvingStandardIsQuick() throws {
        let clock = ContinuousClock()
        var best = Duration.seconds(1)
        for _ in 0..<20 { best = min(best, clock.measure { _ = ShippedPolicies.whitelist(named: "standard") }) }
        #expect(best < .milliseconds(5))
    }
}
