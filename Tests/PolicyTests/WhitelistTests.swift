import Policy
import Testing

@Suite struct WhitelistTests {
    static func name(_ text: String) throws -> ModuleName { try #require(ModuleName(text)) }

    private func catalogue() throws -> ModuleCatalogue {
        ModuleCatalogue(
            python: "3.11",
            kinds: [
                try Self.name("json"): .source, try Self.name("math"): .builtIn, try Self.name("ctypes"): .source,
                try Self.name("ctypes.util"): .source, try Self.name("sys"): .virtual,
            ],
            neverListed: [try Self.name("ctypes"): "calls any C function"])
    }

    @Test func tellsWhereEachModuleStands() throws {
        let whitelist = try catalogue().whitelist(
            named: "mine", modules: [try Self.name("json"): .source], writableAttributes: [])
        #expect(whitelist.name == "mine")
        #expect(whitelist.standing(of: try Self.name("json")) == .listed(.source))
        #expect(whitelist.standing(of: try Self.name("math")) == .available(.builtIn))
        #expect(whitelist.standing(of: try Self.name("sys")) == .available(.virtual))
        #expect(whitelist.standing(of: try Self.name("ctypes")) == .neverListed(reason: "calls any C function"))
        #expect(whitelist.standing(of: try Self.name("numpy")) == .unknown)
    }

    @Test func neverListedHoldsForAllBeneath() throws {
        let whitelist = try catalogue().whitelist(named: "mine", modules: [:], writableAttributes: [])
        for module in ["ctypes.util", "ctypes.not.known"] {
            #expect(whitelist.standing(of: try Self.name(module)) == .neverListed(reason: "calls any C function"))
        }
        #expect(whitelist.available[try Self.name("ctypes.util")] == nil)
        #expect(whitelist.reasonNeverListed(try Self.name("ctypes2")) == nil)
    }

    @Test(arguments: ModuleKind.allCases)
    func kindsAreReadFromTheirKeys(_ kind: ModuleKind) {
        #expect(ModuleKind(key: kind.key) == kind)
    }

    @Test(arguments: ["", "builtin", "Built-In", "built-in ", "sources"])
    func otherKeysAreNoKinds(_ key: String) {
        #expect(ModuleKind(key: key) == nil)
    }
}
