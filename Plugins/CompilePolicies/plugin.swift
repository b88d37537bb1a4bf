import Foundation
import PackagePlugin

/// Compiles Whitelists/ into Swift source for the target ShippedPolicies, at each build after a change.
@main
struct CompilePolicies: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
        let folder = context.package.directoryURL.appending(path: "Whitelists")
        let catalogue = folder.appending(path: "catalogue")
        let modules = catalogue.appending(path: "python3.11.yaml")
        let virtual = catalogue.appending(path: "virtual.yaml")
        let never = catalogue.appending(path: "never.yaml")
        let shipped = try policyFiles(in: folder)
        let auditEvents = try policyFiles(in: folder.appending(path: "audit-events"))
        let systemCalls = try policyFiles(in: folder.appending(path: "syscalls"))
        let output = context.pluginWorkDirectoryURL.appending(path: "GeneratedPolicies.swift")

        var arguments = [
            "--output", output.path, "--modules", modules.path, "--virtual", virtual.path, "--never", never.path,
        ]
        arguments += ["--shipped"] + shipped.map(\.path)
        arguments += ["--audit-events"] + auditEvents.map(\.path)
        arguments += ["--system-calls"] + systemCalls.map(\.path)
        return [
            .buildCommand(
                displayName: "Compiling the shipped policies",
                executable: try context.tool(named: "policy-compiler").url,
                arguments: arguments,
                inputFiles: [modules, virtual, never] + shipped + auditEvents + systemCalls,
                outputFiles: [output])
        ]
    }

    private func policyFiles(in folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }
            .sorted { $0.path < $1.path }
    }
}
