import Policy
import Testing

@Suite struct ModuleNameTests {
    @Test(arguments: ["json", "os.path", "_io", "xml.etree.ElementTree", "a1", "A", "_sysconfigdata__x86_64-linux-gnu"])
    func acceptsModuleNames(_ text: String) {
        #expect(ModuleName(text)?.text == text)
        #expect(ModuleName(text)?.description == text)
    }

    @Test(arguments: [
        "", ".", "a.", ".a", "a..b", "1a", "a.1b", "-a", "a.-b", "a b", "a/b", "../a", "a\0", "a\n", "jſon", "ｊson",
        "é", "a:b", "a*", "%s",
    ])
    func refusesOtherText(_ text: String) {
        #expect(ModuleName(text) == nil)
    }

    @Test func capsTheLength() {
        #expect(ModuleName(String(repeating: "a", count: 255)) != nil)
        #expect(ModuleName(String(repeating: "a", count: 256)) == nil)
    }

    @Test func knowsItsPackage() throws {
        let name = try #require(ModuleName("xml.etree.ElementTree"))
        #expect(name.parent?.text == "xml.etree")
        #expect(name.parent?.parent?.text == "xml")
        #expect(name.parent?.parent?.parent == nil)
    }

    @Test(arguments: [
        ("ctypes", "ctypes", true), ("ctypes.util", "ctypes", true), ("ctypes.macholib.dyld", "ctypes", true),
        ("ctypes2", "ctypes", false), ("ctypes", "ctypes.util", false), ("_ctypes", "ctypes", false),
    ])
    func isWithinItsPackages(inner: String, outer: String, expected: Bool) throws {
        #expect(try #require(ModuleName(inner)).isWithin(#require(ModuleName(outer))) == expected)
    }

    @Test func sortsByBytes() throws {
        let names = ["b", "a.b", "_a", "B", "a"].compactMap(ModuleName.init).sorted().map(\.text)
        #expect(names == ["B", "_a", "a", "a.b", "b"])
    }
}
