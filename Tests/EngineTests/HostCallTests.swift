import Foundation
import PythonValues
import SecurePython
import Testing

extension Engine {
    /// Values and host functions, on the real worker.
    @Suite(.timeLimit(.minutes(5))) struct HostCallTests {
        private func run(
            _ code: String, inputs: [NamedValue] = [], _ functions: [HostFunction] = [], _ change: (inout Sandbox) -> Void = { _ in }
        ) async throws -> Completion {
            var sandbox = Sandbox(whitelist: try .resolving("standard"))
            if !functions.isEmpty { sandbox.hostModules = [HostModule("host", documentation: "Of the test.", functions: functions)] }
            change(&sandbox)
            return try await sandbox.run(
                ScriptRequest(origin: .command, source: Array(code.utf8), inputs: inputs, returnsValue: true))
        }

        private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

        // MARK: Values

        @Test func theValueOfTheLastExpressionComesBack() async throws {
            let completion = try await run(
                "import datetime, decimal\ntotal = sum(rows)\n{'total': total, 'big': 2 ** 100, 'day': datetime.date(2026, 5, 1), 'd': decimal.Decimal('1.50')}",
                inputs: [NamedValue("rows", [1, 2, 3])])
            let value = try #require(completion.returnedValue, "\(text(completion.standardError))")
            #expect(value["total"] == 6)
            #expect(value["big"] == .integer(try #require(PythonInteger("1267650600228229401496703205376"))))
            #expect(value["day"] == .date(try #require(PythonDate(year: 2026, month: 5, day: 1))))
            #expect(value["d"] == .decimal(try #require(PythonDecimal("1.50"))))
        }

        @Test func aScriptWithoutALastExpressionHasNone() async throws {
            #expect(try await run("x = 1").returnedValue == PythonValue.none)
            #expect(try await run("").returnedValue == PythonValue.none)
            #expect(try await run("1/0").value == .absent)
            #expect(try await run("import sys\nsys.exit(0)\n5").value == .absent)
        }

        @Test func whatCannotPassSaysWhy() async throws {
            guard case .unfit(let reason) = try await run("object()").value else { return #expect(Bool(false)) }
            #expect(reason.contains("an object of type 'object' cannot pass to the host"))
        }

        @Test func syntaxErrorsAndFuturesAreThoseOfAScript() async throws {
            let completion = try await run("x = 1\nx = = 2\n")
            #expect(text(completion.standardError).contains("    x = = 2\n        ^\nSyntaxError"), "\(text(completion.standardError))")
            #expect(try await run("from __future__ import annotations\ndef f(x: nowhere): pass\nf.__annotations__").returnedValue == ["x": "nowhere"])
        }

        @Test func largeValuesPass() async throws {
            let bytes = [UInt8](repeating: 7, count: 8 << 20)
            let completion = try await run("data[::-1]", inputs: [NamedValue("data", .bytes(bytes))])
            #expect(completion.returnedValue == .bytes(bytes))
        }

        // MARK: Host functions

        private let add = HostFunction("add", [.required("a", "int"), .optional("b", "int", default: 10)], returns: "int", documentation: "Adds.") {
            arguments in .int(try arguments.decode("a", as: Int.self) + arguments.decode("b", as: Int.self))
        }

        @Test func aScriptCallsItsHost() async throws {
            let completion = try await run(
                """
                import host, inspect
                from host import add
                [add(1), add(1, 2), add(b=3, a=4), str(inspect.signature(add)), add.__doc__, host.__doc__, host.add is add]
                """, [add])
            #expect(completion.returnedValue == [11, 3, 7, "(a, b=10)", "Adds.", "Of the test.", true], "\(text(completion.standardError))")
        }

        @Test(arguments: [
            ("add()", "TypeError: add() missing required argument 'a'"), ("add(1, 2, 3)", "TypeError: add() takes at most 2"),
            ("add('x')", "TypeError: argument 'a' cannot be a str such as this"), ("add(object())", "TypeError: an object of type"),
            ("fails()", "RuntimeError: the host function 'fails' failed"), ("tells()", "KeyError: 'no such user'"),
            ("import json; json.host", "AttributeError"),
        ])
        func errorsAreExceptions(code: String, shown: String) async throws {
            struct Secret: Error {}
            let completion = try await run(
                "from host import *\n" + code,
                [add, HostFunction("fails") { _ in throw Secret() }, HostFunction("tells") { _ in throw HostFunctionError(.keyError, "no such user") }])
            #expect(text(completion.standardError).contains(shown), "\(text(completion.standardError))")
        }

        @Test func awaitableFunctionsRunAtTheSameTime() async throws {
            let slow = HostFunction("slow", [.required("n")], isAwaitable: true) { arguments in
                try await Task.sleep(for: .milliseconds(200))
                return arguments["n"]
            }
            let code = """
                import asyncio, time
                from host import slow
                async def main():
                    began = time.monotonic()
                    values = await asyncio.gather(*(slow(n) for n in range(5)))
                    try:
                        await asyncio.wait_for(slow(9), 0.01)
                    except TimeoutError:
                        values.append('late')
                    return values, time.monotonic() - began < 0.9
                asyncio.run(main())
                """
            let completion = try await run(code, [slow])
            #expect(completion.returnedValue == .tuple([[0, 1, 2, 3, 4, "late"], true]), "\(text(completion.standardError))")
            // Without threads the calls are made one after the other.
            let alone = try await run(code.replacing("< 0.9", with: "> 0.9"), [slow]) { $0.limits.threads = .atMost(0) }
            #expect(alone.returnedValue?[1] == true, "\(text(alone.standardError))")
            #expect(text(try await run("from host import slow\nslow(1)", [slow]).standardError).contains("slow() is to be awaited"))
        }

        @Test func threadsCallAtTheSameTime() async throws {
            let completion = try await run(
                """
                import concurrent.futures
                from host import add
                with concurrent.futures.ThreadPoolExecutor(6) as pool:
                    values = list(pool.map(add, range(200)))
                values == [n + 10 for n in range(200)]
                """, [add])
            #expect(completion.returnedValue == true, "\(text(completion.standardError))")
        }

        @Test func theTimeOfTheHostIsNotTheScripts() async throws {
            let slow = HostFunction("slow") { _ in
                try await Task.sleep(for: .milliseconds(700))
                return 1
            }
            #expect(try await run("import host\nhost.slow()", [slow]) { $0.limits.wallTime = .milliseconds(500) }.returnedValue == 1)
            let hang = try await run("import host\nhost.slow()\nwhile True: pass", [slow]) { $0.limits.wallTime = .milliseconds(500) }
            #expect(hang.report.verdict == .wallTime)
        }

        @Test func aGrantEndsWhileAScriptRuns() async throws {
            let grant = HostGrant()
            let revoke = HostFunction("revoke") { _ in
                grant.revoke()
                return nil
            }
            let completion = try await run(
                """
                import host
                host.granted()
                host.revoke()
                try:
                    host.granted()
                except PermissionError as error:
                    result = str(error)
                result
                """, [revoke, HostFunction("granted", grant: grant) { _ in 1 }])
            #expect(completion.returnedValue == "the host function 'granted' was revoked", "\(text(completion.standardError))")
        }

        @Test func namesOfTheLibraryCannotBeTaken() async {
            await #expect(throws: SandboxError.self) {
                try await run("1", []) { $0.hostModules = [HostModule("json", functions: [])] }
            }
        }
    }
}
