import Foundation
import Policy
import PolicyFiles
import ShippedPolicies
import Testing

@Suite struct CatalogueTests {
    private func catalogue(
        modules: String = "python: \"3.11\"\nsource:\n  - json\n", virtual: String = "virtual:\n  sys: facts\n",
        never: String = "never:\n  ctypes: calls any C function\n"
    ) throws(PolicyFileError) -> ModuleCatalogue {
        try ModuleCatalogue(
            modules: PolicyText(name: "m", text: modules), virtual: PolicyText(name: "v", text: virtual),
            never: PolicyText(name: "n", text: never))
    }

    @Test func putsTheFilesTogether() throws {
        let catalogue = try catalogue(
            modules: "python: \"3.11\"\nbuilt-in:\n  - sys\n  - math\nsource:\n  - json\n")
        #expect(catalogue.python == "3.11")
        #expect(catalogue.kinds == [try name("sys"): .virtual, try name("math"): .builtIn, try name("json"): .source])
        #expect(catalogue.neverListed == [try name("ctypes"): "calls any C function"])
    }

    @Test func faultsHaveTheirLines() {
        #expect(throws: PolicyFileError(file: "m", line: 1, problem: .missingKey("python"))) {
            try catalogue(modules: "source:\n  - json\n")
        }
        #expect(throws: PolicyFileError(file: "m", line: 2, problem: .invalidPythonVersion("3"))) {
            try catalogue(modules: "source: []\npython: 3\n")
        }
        #expect(throws: PolicyFileError(file: "m", line: 5, problem: .duplicate("json", firstLine: 3))) {
            try catalogue(modules: "python: \"3.11\"\nsource:\n  - json\nextension:\n  - json\n")
        }
        #expect(throws: PolicyFileError(file: "v", line: 1, problem: .missingKey("virtual"))) {
            try catalogue(virtual: "{}\n")
        }
        #expect(throws: PolicyFileError(file: "v", line: 3, problem: .emptyReason("posix"))) {
            try catalogue(virtual: "virtual:\n  sys: facts\n  posix:\n")
        }
        #expect(throws: PolicyFileError(file: "n", line: 2, problem: .invalidModuleName("c types"))) {
            try catalogue(never: "never:\n  c types: no\n")
        }
        #expect(throws: PolicyFileError(file: "n", line: 3, problem: .duplicateKey("a", firstLine: 2))) {
            try catalogue(never: "never:\n  a: b\n  a: c\n")
        }
    }

    /// When Debian's Python brings a module that the catalogue lacks, someone has to decide on it.
    @Test func knowsEveryModuleOfThisPython() throws {
        let (output, status) = try runPython("list-modules")
        #expect(status == 0)
        let listed = try ModuleCatalogue(
            modules: PolicyText(name: "list-modules", text: output),
            virtual: PolicyText(name: "v", text: "virtual: {}\n"), never: PolicyText(name: "n", text: "never: {}\n"))
        let shipped = ShippedPolicies.catalogue
        #expect(listed.python == shipped.python)
        #expect(listed.kinds.count > 500)
        for (module, kind) in listed.kinds where shipped.reasonNeverListed(module) == nil {
            let known = shipped.kinds[module]
            #expect(
                known == kind || known == .virtual,
                "\(module) is \(kind.key), the catalogue has \(known?.key ?? "nothing")")
        }
    }

    @Test func readsAuditTables() throws {
        let table = try AuditEventTable(
            PolicyText(name: "a", text: "python: \"3.12\"\nevents:\n  compile: a\n  sqlite3.connect/handle: b\n"))
        #expect(table.python == "3.12")
        #expect(table.events == ["compile", "sqlite3.connect/handle"])
        #expect(table.reasons["compile"] == "a")
    }

    @Test(arguments: ["\"*\"", "os.*", "os.", "\"\"", "a b", ".a", "é"])
    func refusesWhatIsNoEventName(_ event: String) throws {
        do throws(PolicyFileError) {
            let text = "python: \"3.12\"\nevents:\n  compile: a\n  \(event): b\n"
            _ = try AuditEventTable(PolicyText(name: "a", text: text))
            Issue.record("accepted")
        } catch {
            #expect(error.line == 4)
            guard case .invalidEventName = error.problem else {
                Issue.record("\(error)")
                return
            }
        }
    }
}
