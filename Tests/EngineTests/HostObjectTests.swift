import Foundation
import PythonValues
import SecurePython
import Synchronization
import Testing

extension Engine {
    /// Objects of the host, on the real worker.
    @Suite(.timeLimit(.minutes(5))) struct HostObjectTests {
        private actor Account {
            nonisolated let owner: String
            private(set) var balance = 0
            static let census = Census()

            init(_ owner: String) {
                self.owner = owner
                Self.census.enter()
            }

            deinit { Self.census.leave() }

            func deposit(_ amount: Int) -> Int {
                balance += amount
                return balance
            }
        }

        private static let accounts = HostClass<Account>(
            "Account", documentation: "An account of the bank.",
            attributes: [
                .init("owner", "str", documentation: "Whose it is.") { .string($0.owner) },
                .init("balance", "int") { .int(await $0.balance) },
            ],
            methods: [
                .init("deposit", [.required("amount", "int"), .optional("note", "str", default: "", kind: .keywordOnly)], returns: "int") {
                    account, arguments in .int(try await account.deposit(arguments.decode("amount")))
                },
                .init("later", [.required("amount", "int")], returns: "int", isAwaitable: true) { account, arguments in
                    try await Task.sleep(for: .milliseconds(50))
                    return .int(try await account.deposit(arguments.decode("amount")))
                },
                .init("move", [.required("to", "Account"), .required("amount", "int")]) { account, arguments in
                    let other = try arguments.object("to", as: Account.self)
                    _ = try await account.deposit(-arguments.decode("amount", as: Int.self))
                    return .int(try await other.deposit(arguments.decode("amount")))
                },
            ])

        private static let keys = HostClass<Int>("Key", methods: [.init("number") { key, _ in .int(key) }])

        private static let bank = HostModule(
            "bank", documentation: "A bank.",
            functions: [
                HostFunction("open", [.required("owner", "str")], returns: "Account") {
                    .object(accounts.object(Account(try $0.decode("owner"))))
                },
                HostFunction("many", [.required("count", "int")], returns: "list[Account]") {
                    .list((0..<(try $0.decode("count", as: Int.self))).map { .object(accounts.object(Account("n\($0)"))) })
                },
                HostFunction("key") { _ in .object(keys.object(7)) },
                HostFunction("same", [.required("value")]) { $0["value"] },
            ], classes: [accounts.definition, keys.definition])

        private func run(
            _ code: String, inputs: [NamedValue] = [], modules: [HostModule] = [bank], _ change: (inout Sandbox) -> Void = { _ in }
        ) async throws -> Completion {
            var sandbox = Sandbox(whitelist: try .resolving("standard"))
            sandbox.hostModules = modules
            change(&sandbox)
            return try await sandbox.run(
                ScriptRequest(origin: .command, source: Array(code.utf8), inputs: inputs, returnsValue: true))
        }

        private func expectTrue(
            _ code: String, inputs: [NamedValue] = [], sourceLocation: SourceLocation = #_sourceLocation
        ) async throws {
            let completion = try await run(code, inputs: inputs)
            #expect(
                completion.returnedValue == true,
                "\(completion.report.verdict) \(completion.value) \(String(decoding: completion.standardError, as: UTF8.self))",
                sourceLocation: sourceLocation)
        }

        @Test func aScriptUsesAnObject() async throws {
            try await expectTrue(
                """
                import asyncio, bank, inspect
                from bank import open
                a, b = open('ann'), open(owner='bob')
                used = [a.deposit(10), a.deposit(amount=5, note='x'), a.move(b, 4), a.balance, b.balance, a.owner]
                async def main():
                    return await asyncio.gather(a.later(1), b.later(2))
                used += asyncio.run(main())
                shown = [repr(a), dir(a), a.__doc__, str(inspect.signature(a.deposit)), str(inspect.signature(bank.Account.deposit)),
                         bank.Account.deposit.__doc__, isinstance(a, bank.Account), type(a).__module__, bank.Account.owner.__doc__]
                identity = [a == a, a == b, a is bank.same(a), bank.same([a, {'k': b}]) == [a, {'k': b}], len({a, b, bank.same(a)})]
                (used, shown, identity) == (
                    [10, 15, 4, 11, 4, 'ann', 12, 6],
                    ['<bank.Account object of the host>', ['balance', 'deposit', 'later', 'move', 'owner'], 'An account of the bank.',
                     "(amount, *, note='')", "(self, /, amount, *, note='')", '', True, 'bank', 'Whose it is.'],
                    [True, False, True, True, 2]) or (used, shown, identity)
                """)
        }

        @Test func nothingElseCanBeDoneWithOne() async throws {
            try await expectTrue(
                """
                import bank, copy, gc, json, pickle, weakref
                a = bank.open('ann')
                Account = type(a)
                refused = []
                def attempt(name, body):
                    try:
                        body()
                    except (TypeError, AttributeError, pickle.PicklingError) as error:
                        return
                    refused.append(name)
                def assign(target, name, value=1): setattr(target, name, value)
                attempt('new attribute', lambda: assign(a, 'extra'))
                attempt('attribute', lambda: assign(a, 'balance', 1000))
                attempt('method', lambda: assign(a, 'deposit', print))
                attempt('delete', lambda: delattr(a, 'deposit'))
                attempt('class', lambda: assign(a, '__class__', object))
                attempt('class attribute', lambda: assign(Account, 'deposit', print))
                attempt('delete of class', lambda: delattr(Account, 'deposit'))
                attempt('dict', lambda: a.__dict__)
                attempt('make', lambda: Account())
                attempt('new', lambda: Account.__new__(Account))
                attempt('subclass', lambda: type('Mine', (Account,), {}))
                attempt('pickle', lambda: pickle.dumps(a))
                for protocol in range(6): attempt('pickle %d' % protocol, lambda: pickle.dumps([a], protocol))
                attempt('copy', lambda: copy.copy(a))
                attempt('deepcopy', lambda: copy.deepcopy([a]))
                attempt('reduce', lambda: object.__reduce_ex__(a, 2))
                attempt('json', lambda: json.dumps(a))
                attempt('weakref', lambda: weakref.ref(a))
                attempt('other self', lambda: Account.deposit(bank.key(), 1))
                attempt('no self', lambda: Account.deposit(5, 1))
                attempt('property', lambda: Account.balance.fget(bank.key()))
                attempt('call', lambda: a())
                attempt('unlisted', lambda: a.withdraw(1))
                attempt('wrong class', lambda: a.move(bank.key(), 1))
                # An instance made past the constructor holds nothing.
                try:
                    empty = object.__new__(Account)
                except TypeError:
                    empty = None
                if empty is not None:
                    attempt('empty method', lambda: empty.deposit(1))
                    attempt('empty attribute', lambda: empty.balance)
                    attempt('empty passed', lambda: bank.same(empty))
                    attempt('empty in a list', lambda: a.move(empty, 1))
                    del empty
                hidden = [name for name in ('__self__', '__func__', '__globals__', '__wrapped__') if hasattr(a, name)]
                (refused, hidden, a.balance) == ([], [], 0) or (refused, hidden)
                """)
        }

        @Test func whatAScriptDropsEndsInTheHost() async throws {
            let before = Account.census.count
            let counts = Mutex<[Int]>([])
            let look = HostFunction("look") { _ in
                counts.withLock { $0.append(Account.census.count - before) }
                return nil
            }
            let completion = try await run(
                """
                import bank, probe, threading
                kept = bank.many(300)
                probe.look()
                del kept[10:]
                probe.look()
                # The same one again, while the first is dropped: it stays what it was.
                for _ in range(300):
                    first = bank.open('x')
                    again = bank.same([first])
                    del first
                    assert again[0].deposit(1) == 1
                    threads = [threading.Thread(target=lambda: bank.same(again[0]).deposit(1)) for _ in range(3)]
                    for thread in threads: thread.start()
                    for thread in threads: thread.join()
                    assert again[0].balance == 4
                    del again, threads
                probe.look()
                del kept
                probe.look()
                """, modules: [Self.bank, HostModule("probe", functions: [look])])
            #expect(completion.report.verdict == .ok, "\(String(decoding: completion.standardError, as: UTF8.self))")
            let seen = counts.withLock { $0 }
            #expect(seen.count == 4 && seen[0] == 300 && seen[1] == 10 && seen[2] <= 11 && seen[3] <= 1, "\(seen)")
            // What the script still held ends with its run.
            _ = try await run("import bank\nkept = bank.many(50)\nimport os\n")
            for _ in 0..<200 where Account.census.count != before { try await Task.sleep(for: .milliseconds(10)) }
            #expect(Account.census.count == before)
        }

        @Test func aScriptHoldsNoMoreThanItMay() async throws {
            let completion = try await run(
                """
                import bank
                kept = []
                try:
                    while True: kept.append(bank.many(1_000))
                except RuntimeError as error:
                    text = str(error)
                full = len(kept)
                kept.clear()
                (full, text, len(bank.many(10_000)))
                """)
            #expect(
                completion.returnedValue == .tuple([10, "the script holds 10000 objects of the host, and may hold no more", 10_000]),
                "\(completion.value) \(String(decoding: completion.standardError, as: UTF8.self))")
        }

        @Test func objectsComeAsInputsAndGoAsValues() async throws {
            let account = Account("in")
            let object = Self.accounts.object(account)
            let completion = try await run(
                "given.deposit(3)\n[given, {'k': twice[1] is given}]", inputs: [
                    NamedValue("given", .object(object)), NamedValue("twice", [1, .object(object)]),
                ])
            #expect(completion.returnedValue?[0] == .object(object), "\(String(decoding: completion.standardError, as: UTF8.self))")
            #expect(completion.returnedValue?[1]?["k"] == true)
            #expect(await account.balance == 3)
            // No run takes an object of a class that was not granted to it.
            await #expect(throws: SandboxError.self) {
                try await run("1", inputs: [NamedValue("x", .object(object))], modules: [HostModule("other")])
            }
            await #expect(throws: SandboxError.self) { try await run("1", inputs: [NamedValue("x", .object(object))], modules: []) }
        }

        @Test func aRevokedObjectReachesNothing() async throws {
            let account = Account("in")
            let object = Self.accounts.object(account)
            let revoke = HostFunction("revoke") { _ in
                object.revoke()
                return nil
            }
            let completion = try await run(
                """
                import probe
                given.deposit(1)
                probe.revoke()
                texts = []
                for body in (lambda: given.deposit(1), lambda: given.balance, lambda: probe_account.move(given, 1)):
                    try: body()
                    except PermissionError as error: texts.append(str(error))
                texts
                """, inputs: [NamedValue("given", .object(object)), NamedValue("probe_account", .object(Self.accounts.object(Account("b"))))],
                modules: [Self.bank, HostModule("probe", functions: [revoke])])
            #expect(
                completion.returnedValue == ["the Account was revoked", "the Account was revoked", "the Account was revoked"],
                "\(completion.value) \(String(decoding: completion.standardError, as: UTF8.self))")
            #expect(await account.balance == 1)
        }

        @Test func twoRunsShareNoObject() async throws {
            let pool = try WorkerPool({
                var sandbox = Sandbox(whitelist: try .resolving("standard"))
                sandbox.hostModules = [Self.bank]
                return sandbox
            }())
            try await withThrowingTaskGroup(of: PythonValue?.self) { group in
                for number in 0..<12 {
                    group.addTask {
                        let code = "import bank\na = [bank.open('\(number)') for _ in range(20)]\n[x.deposit(\(number)) for x in a]\n[a[3].owner, a[3].balance]"
                        return try await pool.run(ScriptRequest(origin: .command, source: Array(code.utf8), returnsValue: true)).returnedValue
                    }
                }
                var owners: Set<PythonValue> = []
                for try await value in group { if let value { owners.insert(value) } }
                #expect(owners == Set((0..<12).map { [.string("\($0)"), .int($0)] }))
            }
            await pool.shutDown()
        }

        @Test func aSessionKeepsWhatItWasGiven() async throws {
            var sandbox = Sandbox(whitelist: try .resolving("standard"))
            sandbox.hostModules = [Self.bank]
            let session = try await Session(sandbox)
            let account = Account("kept")
            let object = Self.accounts.object(account)
            try await session.run("kept = []\ndef keep(account, *, times=1):\n    kept.append(account)\n    return [account.deposit(1), account]")
            let first = try await session.call("keep", arguments: [.object(object)])
            #expect(first == [1, .object(object)])
            #expect(try await session.evaluate("kept[0].deposit(2)") == 3)
            #expect(try await session.evaluate("kept[0] is given", inputs: ["given": .object(object)]) == true)
            object.revoke()
            await #expect(throws: EvaluationError.self) { try await session.evaluate("kept[0].deposit(2)") }
            #expect(await account.balance == 3)
            // A fresh process starts with nothing, and can be given the same again.
            try await session.reset()
            let other = Self.accounts.object(account)
            #expect(try await session.evaluate("given.deposit(4)", inputs: ["given": .object(other)]) == 7)
            // What is no object of this host's does not pass at all.
            let foreign = HostClass<Int>("Foreign")
            await #expect(throws: EvaluationError.self) { try await session.evaluate("x", inputs: ["x": .object(foreign.object(1))]) }
            #expect(try await session.evaluate("6 * 7") == 42)
            try await session.close()
        }

        @Test func theStubTellsOfClasses() {
            let stub = Self.bank.stub
            #expect(stub.contains("class Account:\n    \"\"\"An account of the bank.\"\"\"\n    @property\n    def owner(self, /) -> str:\n"), "\(stub)")
            #expect(stub.contains("    def deposit(self, /, amount: int, *, note: str = '') -> int: ..."))
            #expect(stub.contains("    async def later(self, /, amount: int) -> int: ..."))
        }
    }
}
