import SecurePython

// An online judge: submissions against 20 test cases each, a process of its own for every case, many at a time.

struct Case {
    let input: String
    let expected: String
}

/// The longest run of equal numbers.
func longestRun(_ numbers: [Int]) -> Int {
    var (longest, current) = (0, 0)
    for (index, number) in numbers.enumerated() {
        current = index > 0 && numbers[index - 1] == number ? current + 1 : 1
        longest = max(longest, current)
    }
    return longest
}

let cases = (0..<20).map { index -> Case in
    let numbers = index == 0 ? [] : (0..<index * index).map { ($0 * $0 / (index + 3)) % 5 - 2 }
    return Case(
        input: "\(numbers.count)\n" + numbers.map(String.init).joined(separator: " ") + "\n", expected: "\(longestRun(numbers))")
}

let submissions = [
    ("right", """
        from itertools import groupby
        input()
        print(max((len(list(group)) for _, group in groupby(input().split())), default=0))
        """),
    ("forgets the empty case", """
        from itertools import groupby
        input()
        print(max(len(list(group)) for _, group in groupby(input().split())))
        """),
    ("counts instead", """
        from collections import Counter
        input()
        print(max(Counter(input().split()).values(), default=0))
        """),
    ("hangs on long ones", """
        count = int(input())
        numbers = input().split()
        while count > 300:
            pass
        best = run = 0
        for index, number in enumerate(numbers):
            run = run + 1 if index and numbers[index - 1] == number else 1
            best = max(best, run)
        print(best)
        """),
    ("eats memory on long ones", """
        from itertools import groupby
        count = int(input())
        kept = []
        while count > 300:
            kept.append(bytearray(1 << 20))
        print(max((len(list(group)) for _, group in groupby(input().split())), default=0))
        """),
    ("attacks the judge", """
        import os
        print(open("/proc/self/environ").read())
        """),
]

func grade(_ completion: Completion, _ test: Case) -> String {
    switch completion.report.verdict {
    case .ok where completion.report.exitStatus == 0:
        completion.outputText.trimmed == test.expected ? "AC" : "WA"
    case .cpuTime, .wallTime: "TLE"
    case .memory: "MLE"
    case .output: "OLE"
    default: "RE"
    }
}

extension String {
    var trimmed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

// Without an argument, the worker beside this executable.
let worker = CommandLine.arguments.dropFirst().first.map(WorkerLocation.path) ?? .besideExecutable
var sandbox = Sandbox(whitelist: try .resolving("standard"), worker: worker)
sandbox.limits = RunLimits(
    processorTime: .milliseconds(700), wallTime: .seconds(20), memoryBytes: .mebibytes(128), outputBytes: .kibibytes(64), threads: 0)
let pool = try WorkerPool(sandbox, configuration: .init(concurrency: 4, readyChildren: 4))

for (name, code) in submissions {
    let script = ScriptRequest(code, name: "submission.py", returnsValue: false)
    let grades = try await withThrowingTaskGroup(of: (Int, String).self) { group in
        for (index, test) in cases.enumerated() {
            group.addTask {
                // Each submission is a tenant: what one could learn of a process is of no use to another.
                let completion = try await pool.run(script, tenant: name, input: .bytes(Array(test.input.utf8)))
                return (index, grade(completion, test))
            }
        }
        var grades: [Int: String] = [:]
        for try await (index, grade) in group { grades[index] = grade }
        return grades
    }
    print("\(name): " + cases.indices.map { grades[$0] ?? "?" }.joined(separator: " "))
}
await pool.shutDown()
