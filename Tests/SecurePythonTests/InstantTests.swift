import Policy
import Testing

@testable import SecurePython

@Suite struct InstantTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1970-01-02", 86_400), ("2000-02-29", 951_782_400), ("2026-05-01", 1_777_593_600),
        ("2026-05-01T12:30", 1_777_638_600), ("2026-05-01T12:30:05Z", 1_777_638_605),
        ("2026-05-01 12:30:05+02:30", 1_777_629_605), ("2026-05-01T12:30:05-00:30", 1_777_640_405), ("2100-03-01", 4_107_542_400),
    ])
    func instantsAreCountedFrom1970(text: String, seconds: Int64) throws {
        #expect(try InstantArgument.instant(text) == .seconds(seconds))
    }

    @Test func fractionsAreKept() throws {
        #expect(try InstantArgument.instant("1970-01-01T00:00:01.25Z") == .milliseconds(1250))
    }

    @Test(arguments: [
        "", "2026", "2026-5-1", "2026-13-01", "2026-00-01", "2025-02-29", "1900-02-29", "2026-05-01T", "2026-05-01T12",
        "2026-05-01T24:00", "2026-05-01T12:60", "2026-05-01T12:30:60", "2026-05-01T12:30:00.", "2026-05-01T12:30:00.1234567890",
        "2026-05-01T12:30:00+0200", "2026-05-01T12:30:00Z ", "1970-01-01T00:00:00+01:00", "２０２６-05-01",
    ])
    func whatIsNoInstantIsRefused(text: String) {
        #expect(throws: InstantArgument.Unreadable.self) { try InstantArgument.instant(text) }
    }

    @Test func aClockBeyondItsRangeIsRefused() {
        #expect(throws: SandboxError.self) { try Repeatability(.fixed(since1970: .seconds(-1)), .real) }
        #expect(throws: SandboxError.self) { try Repeatability(.fixed(since1970: .seconds(9_000_000_000)), .real) }
    }
}
