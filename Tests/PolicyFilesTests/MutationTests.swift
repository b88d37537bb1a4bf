import Foundation
import Policy
import PolicyFiles
import ShippedPolicies
import Testing

/// Whatever is done to a policy file, reading it ends soon, in a value or a `PolicyFileError`.
@Suite struct MutationTests {
    /// Repeats itself from a seed, which a failure names.
    struct SeededGenerator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            // splitmix64
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    static let seeds: [String] = [
        "extends: standard\nsource:\n  - unittest.__main__  # a reason\nwritable:\n  - sys.argv\n",
        "{source: [json, 're', \"sys\"], virtual: []}\n",
        "built-in:\n- math\n- array\nextension:\n  - _json\nextends: minimal\n",
        "%YAML 1.1\n%TAG ! tag:a,2000:\n---\n&a source: !!seq\n  - &b re\n  - *b\n...\n---\n? |\n  a\n: >-\n  b\n",
        "python: \"3.11\"\nevents:\n  compile: text\n  sqlite3.connect/handle: \"a \\u202e\"\n",
    ]

    static let tokens: [String] = [
        "&a ", "*a", "!!str ", "!", "%YAML 9.9\n", "---\n", "...\n", "[", "]", "{", "}", ",", ": ", "- ", "? ", "| \n",
        ">\n", "\"", "'", "\\", "#", "\t", "\n", "\r", "\0", "\u{FEFF}", "\u{85}", "\u{2028}", "<<: ", "extends: ./w.yaml\n",
        "source:\n", "@", "`", String(repeating: "[", count: 2000), String(repeating: "a", count: 5000),
        String(repeating: "- ", count: 2000), String(repeating: "\n", count: 1000), "\"\\U00110000\"", "é", "𝒳",
    ]

    private func mutated(_ seed: String, with generator: inout SeededGenerator) -> [UInt8] {
        var bytes = Array(seed.utf8)
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0 where place < bytes.count:
                bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1 where place < bytes.count:
                bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2:
                bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...8, using: &generator)))
            case 3:
                let end = min(bytes.count, place + Int.random(in: 0...40, using: &generator))
                let target = Int.random(in: 0...bytes.count, using: &generator)
                bytes.insert(contentsOf: Array(bytes[place..<end]), at: target)
            default:
                let token = Self.tokens[Int.random(in: 0..<Self.tokens.count, using: &generator)]
                bytes.insert(contentsOf: Array(token.utf8), at: place)
            }
        }
        return bytes
    }

    @Test(arguments: seeds.indices)
    func readingEnds(seedIndex: Int) throws {
        let catalogue = ShippedPolicies.catalogue
        let shipped = ["minimal", "standard"].reduce(into: [:]) { $0[$1] = ShippedPolicies.whitelist(named: $1) }
        let resolver = WhitelistResolver(
            catalogue: catalogue, shippedNames: ["minimal", "standard"],
            shipped: { shipped[$0].map { .resolved($0) } },
            readFile: { path throws(PolicyFileError) in
                throw PolicyFileError(file: path, line: nil, problem: .notRegularFile)
            })
        let clock = ContinuousClock()
        for round in 0..<2000 {
            var generator = SeededGenerator(state: UInt64(seedIndex) << 32 | UInt64(round))
            let bytes = mutated(Self.seeds[seedIndex], with: &generator)
            let text = PolicyText(name: "fuzz", bytes: bytes)
            let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
            let took = clock.measure {
                do throws(PolicyFileError) {
                    let whitelist = try resolver.whitelist(from: text)
                    // Nothing that the catalogue refuses gets through, whatever the spelling.
                    for (module, kind) in whitelist.modules {
                        #expect(catalogue.kinds[module] == kind && catalogue.reasonNeverListed(module) == nil)
                    }
                } catch {
                    #expect((1...lines).contains(error.line ?? 1), "round \(round): \(error)")
                }
                _ = try? AuditEventTable(text)
                _ = try? ModuleCatalogue(modules: text, virtual: text, never: text)
            }
            #expect(took < .seconds(5), "round \(round)")
        }
    }

    @Test func aLargeFileEndsSoon() throws {
        let patterns = [
            "- ", "[", "{a: ", "a: [b,\n", "? - ", "&a *a ", "!a ", "\"\\", "'' ", "# \n", "a\n", "\u{85}", "%A \n",
        ]
        for pattern in patterns {
            let text = String(repeating: pattern, count: (1 << 20) / pattern.utf8.count)
            let took = ContinuousClock().measure {
                _ = try? AuditEventTable(PolicyText(name: "large", text: text))
            }
            #expect(took < .seconds(10), "\(pattern)")
        }
    }
}
