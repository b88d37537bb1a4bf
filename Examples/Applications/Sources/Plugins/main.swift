import SecurePython

// A plugin host: two plugins, each in a session of its own, loaded once and called by name. What one of them does wrong
// costs neither the host nor the other.

/// An order that plugins look at and change by what the host lets them do, and nothing else.
actor Basket {
    private var lines: [(text: String, cents: Int)] = []
    var total: Int { lines.reduce(0) { $0 + $1.cents } }
    var texts: [String] { lines.map { "\($0.text) \($0.cents)" } }

    func add(_ text: String, _ cents: Int) { lines.append((text, cents)) }
}

let baskets = HostClass<Basket>(
    "Basket", documentation: "What a customer buys.",
    attributes: [.init("total", "int", documentation: "In cents.") { .int(await $0.total) }],
    methods: [
        .init("add", [.required("text", "str"), .required("cents", "int")], documentation: "Adds a line.") { basket, arguments in
            await basket.add(try arguments.decode("text"), try arguments.decode("cents"))
            return nil
        }
    ])
let shop = HostModule("shop", classes: [baskets.definition])

let discount = """
    def price(basket):
        if basket.total >= 10_000:
            basket.add("discount", -basket.total // 10)
        return basket.total

    def secret(basket):
        return basket.owner
    """

let shipping = """
    orders = 0

    def price(basket):
        global orders
        orders += 1
        basket.add(f"shipping of order {orders}", 0 if basket.total >= 5_000 else 490)
        return basket.total

    def forever():
        while True:
            pass
    """

func plugin(_ code: String, in sandbox: Sandbox) async throws -> Session {
    let session = try await Session(sandbox)
    try await session.run(code)
    return session
}

// Without an argument, the worker beside this executable.
let worker = CommandLine.arguments.dropFirst().first.map(WorkerLocation.path) ?? .besideExecutable
var sandbox = Sandbox(whitelist: try .resolving("standard"), hostModules: [shop], worker: worker)
sandbox.limits.processorTime = .seconds(5)
let plugins = [
    ("discount", try await plugin(discount, in: sandbox)), ("shipping", try await plugin(shipping, in: sandbox)),
]

func checkOut(_ cents: Int) async {
    let basket = Basket()
    await basket.add("books", cents)
    for (name, session) in plugins {
        do {
            let total = try await session.call("price", arguments: [.object(baskets.object(basket))])
            print("\(name): \(total)")
        } catch {
            print("\(name) failed: \(error)")
        }
    }
    print("basket: " + (await basket.texts.joined(separator: ", ")))
}

await checkOut(2_000)
await checkOut(20_000)

// A plugin sees no more of the host's object than what is listed.
do {
    try await plugins[0].1.call("secret", arguments: [.object(baskets.object(Basket()))])
} catch {
    print("discount failed: \(error)")
}
// One that hangs is ended at its limit, and loses what it knew. The other goes on.
do {
    try await plugins[1].1.call("forever", limits: CallLimits(wallTime: .milliseconds(300)))
} catch {
    print("shipping failed: \(error)")
}
try await plugins[1].1.run(shipping)
await checkOut(2_000)
for (_, session) in plugins { try await session.close() }
