import Foundation
import SecurePython
import Testing

extension Engine {
    /// How the memory of a zygote that is kept is laid out.
    @Suite(.timeLimit(.minutes(5)), .enabled(if: geteuid() == 0, "the mappings of a worker are for root to see"))
    struct ZygoteMemoryTests {
        private struct Mapping {
            var rights = ""
            var file: String?
            var kibibytes: [String: Int] = [:]
        }

        private func mappings(of process: Int32) throws -> [Mapping] {
            var found: [Mapping] = []
            for line in try String(contentsOfFile: "/proc/\(process)/smaps", encoding: .utf8).split(separator: "\n") {
                let parts = line.split(separator: " ")
                if let key = parts.first, key.hasSuffix(":") {
                    guard parts.count > 1, !found.isEmpty else { continue }
                    found[found.count - 1].kibibytes[String(key.dropLast())] = Int(parts[1])
                } else if parts.count >= 5 {
                    found.append(Mapping(rights: String(parts[1]), file: parts.count > 5 ? String(parts[5]) : nil))
                }
            }
            return found
        }

        @Test func codeIsInTheFileOrInHugePagesAndNowhereWritable() async throws {
            let pool = try makePool()
            #expect(try await pool.run(valued("sum(range(10))")).returnedValue == 45)
            let zygote = try #require(HostFacts.starters().flatMap(HostFacts.children).first)
            #expect(try !mappings(of: zygote).isEmpty)
            // A child that has ended has none.
            for process in [zygote] + HostFacts.children(of: zygote) {
                let mappings = (try? mappings(of: process)) ?? []
                #expect(!mappings.contains { $0.rights.contains("w") && $0.rights.contains("x") })
                // In small pages of its own, code would cost each fork more than it does in the file's.
                for code in mappings where code.rights.contains("x") && code.file == nil {
                    #expect(code.kibibytes["AnonHugePages"] == code.kibibytes["Size"], "\(code)")
                }
            }
            await pool.shutDown()
        }
    }
}
