import Glibc
import Policy
import SecurePython

/// The findings for people: sections of aligned lines.
struct DoctorText {
    private let findings: DoctorFindings
    private let hasColours: Bool

    init(_ findings: DoctorFindings) {
        self.findings = findings
        hasColours = isatty(1) == 1
    }

    var text: String {
        (sections.map { title, rows in ([title] + lines(rows)).joined(separator: "\n") } + [summary]).joined(separator: "\n\n")
    }

    private var summary: String {
        guard let level = findings.machine.level else { return coloured("Not tried: no worker can be started here.", .bad) }
        let strongest = "the strongest level here is \(level.rawValue)"
        guard let results = findings.selfTest else {
            let reason = level == .languageOnly ? "there is no wall to try" : "there is no worker"
            return coloured("Not tried: \(reason); \(strongest).", .bad)
        }
        let held = results.count(where: \.isHeld)
        return coloured("\(held) of \(results.count) attacks held; \(strongest).", findings.isHealthy ? .good : .bad)
    }

    private enum Mark { case good, bad }

    private struct Row {
        let name: String
        var mark: (text: String, kind: Mark)?
        var detail = ""
        /// On a line of its own.
        var remark = ""
    }

    private var sections: [(String, [Row])] {
        [("Machine", machine), ("Features", features), ("Level", levels), ("Worker", worker), ("Policies", policies)]
            + (selfTest.isEmpty ? [] : [("Self-test", selfTest)])
    }

    private var machine: [Row] {
        let found = findings.machine
        let user = found.isRoot ? "root; workers run as user \(Sandbox.defaultWorkerUser)" : String(found.user)
        return [
            Row(name: "kernel", detail: "Linux \(found.kernelRelease)"), Row(name: "architecture", detail: found.architecture),
            Row(name: "user", detail: user),
        ]
    }

    private var features: [Row] {
        findings.machine.features.map { feature in
            Row(
                name: feature.name, mark: feature.isPresent ? ("yes", .good) : ("no", .bad), detail: feature.detail,
                remark: feature.isPresent ? "" : feature.absence)
        }
    }

    private var levels: [Row] {
        let found = findings.machine
        let root = found.levelForRoot.map(Self.explained) ?? (found.isRoot ? "none" : "not known: ask as root")
        let withoutUser = found.levelForRoot == .full && !found.hasUserNamespaces ? ", without a user namespace" : ""
        return [
            Row(name: "started by root", detail: root + withoutUser),
            Row(
                name: "started by an unprivileged user",
                detail: found.levelForUsers.map(Self.explained) ?? "not known: ask as one"),
        ]
    }

    private static func explained(_ level: EnclosureLevel) -> String {
        switch level {
        case .full: "full"
        case .noNamespaces: "no-namespaces: ask for it by name (--enclosure no-namespaces)"
        case .languageOnly: "language-only, which is not a wall: ask for it by name (--enclosure language-only)"
        }
    }

    private var worker: [Row] {
        switch findings.machine.worker {
        case .success(let worker):
            [
                Row(name: "executable", detail: worker.path), Row(name: "Python", detail: worker.build),
                Row(name: "libpython", detail: worker.library ?? "part of the worker"),
                Row(
                    name: "same as the installed Python",
                    mark: worker.installedBuild.map { _ in worker.isOutdated ? ("no", .bad) : ("yes", .good) },
                    detail: worker.installedBuild ?? "not known: there is no /usr/bin/python\(worker.pythonSeries)",
                    remark: worker.isOutdated
                        ? "the worker lacks what the system's updates of Python mended: build it anew with build-scripts/bootstrap" : ""),
            ]
        case .failure(let error): [Row(name: "executable", mark: ("no", .bad), remark: error.explanation)]
        }
    }

    private var policies: [Row] {
        var rows = [
            Row(name: "whitelists", detail: InstalledPolicies.whitelists.joined(separator: ", ")),
            Row(name: "system call filters", detail: InstalledPolicies.systemCallFilters.joined(separator: ", ")),
        ]
        if case .success(let worker) = findings.machine.worker {
            let count = findings.auditEvents
            rows.append(
                Row(
                    name: "audit events of Python \(worker.pythonSeries)", mark: count == nil ? ("no", .bad) : ("yes", .good),
                    detail: count.map { "\($0) pass" } ?? "",
                    remark: count == nil ? "nothing can be run: there is no table for this version of Python" : ""))
        }
        return rows
    }

    private var selfTest: [Row] {
        (findings.selfTest ?? []).map { result in
            Row(
                name: "\(result.attack.footing.rawValue): \(result.attack.name)",
                mark: result.isHeld ? ("held", .good) : ("NOT HELD", .bad), detail: result.reason)
        }
    }

    private func lines(_ rows: [Row]) -> [String] {
        let nameWidth = rows.map(\.name.count).max() ?? 0
        let markWidth = rows.map { $0.mark?.text.count ?? 0 }.max() ?? 0
        return rows.flatMap { row in
            var line = "  " + padded(row.name, to: nameWidth)
            if markWidth > 0 {
                line += "  " + coloured(padded(row.mark?.text ?? "", to: markWidth), row.mark?.kind)
            }
            if !row.detail.isEmpty { line += "  " + row.detail.escapedForTerminal }
            let remarks = row.remark.isEmpty ? [] : ["      " + row.remark.escapedForTerminal]
            return [line.trimmingTrailingSpaces] + remarks
        }
    }

    private func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private func coloured(_ text: String, _ kind: Mark?) -> String {
        guard hasColours, let kind else { return text }
        return "\u{1b}[\(kind == .good ? "32" : "1;31")m\(text)\u{1b}[0m"
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
