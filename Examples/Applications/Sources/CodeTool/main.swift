import SecurePython

// An agent's tool: a model writes Python, the host runs it over what it grants, and what goes wrong is told to the model,
// which tries again. The model here is a list of answers.

struct Order: Codable, Sendable {
    let id: Int
    let customer: String
    let cents: Int
}

struct Summary: Decodable {
    let best: String
    let cents: Int
}

let orders = [
    Order(id: 1, customer: "ada", cents: 1_250), Order(id: 2, customer: "bob", cents: 9_900),
    Order(id: 3, customer: "ada", cents: 12_000), Order(id: 4, customer: "cyd", cents: 300),
]

/// What scripts may ask of the host, and all that they may.
let shop = HostModule(
    "shop", documentation: "The orders of a shop.",
    functions: [
        HostFunction(
            "orders", [.optional("customer", "str | None", default: nil)], returns: "list[dict]",
            documentation: "The orders, or those of one customer: dicts with the keys id, customer and cents.",
            budget: .init(calls: 20)
        ) { arguments in
            let customer: String? = try arguments.decode("customer")
            return try PythonValue(encoding: orders.filter { customer == nil || $0.customer == customer })
        },
        HostFunction("refund", [.required("id", "int")], documentation: "Refunds an order.") { _ in
            // The text reaches the script, since the type of the error says that it may.
            throw HostFunctionError(.permissionError, "refunds need a person's consent")
        },
    ])

/// Answers one prompt after the other, as a model might.
struct Model {
    private var answers: [String] = [
        """
        import subprocess
        subprocess.run(["sqlite3", "shop.db", "select * from orders"])
        """,
        """
        import shop
        totals = {}
        for order in shop.orders(user=None):
            totals[order["customer"]] = totals.get(order["customer"], 0) + order["cents"]
        """,
        """
        import shop
        totals = {}
        for order in shop.orders():
            totals[order["customer"]] = totals.get(order["customer"], 0) + order["cents"]
        best = max(totals, key=totals.get)
        try:
            shop.refund(2)
        except PermissionError as error:
            print("not refunded:", error)
        {"best": best, "cents": totals[best]}
        """,
    ]

    mutating func answer(_ prompt: String) -> String? { answers.isEmpty ? nil : answers.removeFirst() }
}

func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
}

// Without an argument, the worker beside this executable.
let worker = CommandLine.arguments.dropFirst().first.map(WorkerLocation.path) ?? .besideExecutable
var sandbox = Sandbox(whitelist: try .resolving("standard"), hostModules: [shop], worker: worker)
sandbox.limits.processorTime = .seconds(5)
sandbox.limits.hostTime = .seconds(10)

var model = Model()
var prompt = "Which customer spent most? This is what you can import:\n" + shop.stub
print("== asked\n" + indented(prompt))
while let code = model.answer(prompt) {
    print("== the model writes\n" + indented(code))
    let completion = try await sandbox.run(ScriptRequest(code, name: "tool.py"))
    if !completion.standardOutput.isEmpty { print("== printed\n" + indented(completion.outputText)) }
    guard let value = completion.returnedValue, completion.report.verdict == .ok else {
        // A denial says what would allow it, and a traceback where it went wrong: enough for another attempt.
        prompt = "That ended as \(completion.report.verdict.name):\n" + completion.errorText
        print("== told\n" + indented(prompt))
        continue
    }
    let summary = try value.decoded(as: Summary.self)
    print("== answer: \(summary.best) spent \(summary.cents) cents, after \(completion.report.hostCalls) calls of the host")
    break
}
