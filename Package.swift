// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Tests import what they test; whole-module visibility rules would only add noise there.
let strictTests: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]

let package = Package(
    name: "SecurePython",
    products: [
        .library(name: "SecurePython", targets: ["SecurePython"]),
        .library(
            name: "SecurePythonEmbedding",
            targets: ["PythonRuntime", "InterpreterLockdown", "VirtualSystem", "Policy", "ShippedPolicies"]),
        .executable(name: "secure-python", targets: ["secure-python"]),
        .executable(name: "secure-python-worker", targets: ["secure-python-worker"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    ],
    targets: [
        // Policy: what may be named, granted, spent.
        .target(name: "Policy", dependencies: ["PythonValues"], swiftSettings: strict),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(name: "PolicyFiles", dependencies: ["Policy", "CLibYAML"], swiftSettings: strict),
        .systemLibrary(name: "CLibSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
        // Makes filters when the package is built; nothing that runs scripts links it.
        .target(name: "SeccompCompiler", dependencies: ["Policy", "CLibSeccomp"], swiftSettings: strict),
        .executableTarget(
            name: "policy-compiler", dependencies: ["Policy", "PolicyFiles", "SeccompCompiler"], swiftSettings: strict),
        .plugin(name: "CompilePolicies", capability: .buildTool(), dependencies: ["policy-compiler"]),
        .target(
            name: "ShippedPolicies", dependencies: ["Policy"], swiftSettings: strict,
            plugins: ["CompilePolicies"]),

        // Host and worker speak through these.
        .target(name: "Wire", dependencies: ["Policy", "PythonValues"], swiftSettings: strict),
        .target(name: "LinuxShims"),

        // The kernel layer. It knows nothing of Python.
        .target(name: "Enclosure", dependencies: ["Policy", "LinuxShims"], swiftSettings: strict),

        // The interpreter. Nothing the host links depends on these.
        .systemLibrary(name: "CPython", pkgConfig: "python3-embed", providers: [.apt(["libpython3-dev"])]),
        .target(name: "CPythonShims", dependencies: ["CPython"]),
        // The image is embedded by ModuleImage.c; a build before bootstrap has none.
        .target(name: "ModuleImage", exclude: ["modules.image"]),
        .target(name: "ModuleImageReader", dependencies: ["ModuleImage"], swiftSettings: strict),
        .target(name: "PythonRuntime", dependencies: ["PythonValues", "CPython", "CPythonShims"], swiftSettings: strict),
        // The files that a script sees. It knows nothing of Python and opens nothing of the machine's.
        .target(name: "VirtualFileSystem", swiftSettings: strict),
        .target(name: "PythonValues", swiftSettings: strict),
        .target(
            name: "VirtualSystem", dependencies: ["Policy", "PythonValues", "PythonRuntime", "VirtualFileSystem"],
            swiftSettings: strict),
        .target(
            name: "InterpreterLockdown",
            dependencies: [
                "Policy", "PythonValues", "PythonRuntime", "VirtualFileSystem", "VirtualSystem", "CPython", "CPythonShims",
                "ModuleImageReader",
            ],
            swiftSettings: strict),

        // The host's side.
        .target(
            name: "SecurePython",
            dependencies: [
                "Policy", "PolicyFiles", "PythonValues", "ShippedPolicies", "Wire", "LinuxShims", "Enclosure",
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "secure-python-worker",
            dependencies: [
                "Policy", "PythonValues", "Wire", "PythonRuntime", "InterpreterLockdown", "VirtualFileSystem", "VirtualSystem",
                "LinuxShims", "Enclosure",
            ],
            swiftSettings: strict),
        // Runs a script in its own process, to count instructions with the layers and without.
        .executableTarget(
            name: "embedder-bench",
            dependencies: ["Policy", "PythonRuntime", "ShippedPolicies", "InterpreterLockdown", "DirectHost"],
            swiftSettings: strict),
        // Times runs and sessions through the library, and weighs their processes.
        .executableTarget(name: "engine-bench", dependencies: ["SecurePython"], swiftSettings: strict),
        // Looks for real objects in all that a script can reach.
        .executableTarget(
            name: "reachability-walk",
            dependencies: ["Policy", "PythonRuntime", "ShippedPolicies", "InterpreterLockdown", "VirtualSystem", "DirectHost"],
            swiftSettings: strict),
        // Attacks the decoders and the host with frames that no honest peer sends.
        .executableTarget(
            name: "wire-fuzz",
            dependencies: ["Policy", "PythonValues", "Wire", "WireSamples", "SecurePython", "CorpusRunner", "LinuxShims"],
            swiftSettings: strict),
        // A host connection to the process's own streams, for programs that embed the interpreter.
        .target(name: "DirectHost", dependencies: ["Policy", "VirtualSystem"], swiftSettings: strict),
        // Judges the security corpora, for `secure-python test`.
        .target(name: "CorpusRunner", dependencies: ["Policy", "LinuxShims"], swiftSettings: strict),
        // Linked statically: every start of the command would else load libedit and what that needs, for `repl` alone.
        .target(
            name: "LineEditShims",
            linkerSettings: [":libedit.a", ":libtinfo.a", ":libbsd.a", ":libmd.a"].map { .linkedLibrary($0) }),
        .executableTarget(
            name: "secure-python",
            dependencies: ["SecurePython", "CorpusRunner", "LineEditShims", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict),

        .testTarget(name: "PolicyTests", dependencies: ["Policy"], swiftSettings: strictTests),
        .testTarget(
            name: "PolicyFilesTests", dependencies: ["PolicyFiles", "ShippedPolicies"],
            swiftSettings: strictTests),
        // Makes single system calls under a filter, in forks of the test.
        .target(name: "FilterProbe", path: "Tests/FilterProbe"),
        .testTarget(
            name: "SeccompTests",
            dependencies: ["SeccompCompiler", "PolicyFiles", "ShippedPolicies", "FilterProbe"],
            swiftSettings: strictTests),
        // Puts up parts of the enclosure in processes of its own, and tells what then holds.
        .target(name: "KernelFacts", path: "Tests/KernelFacts"),
        .executableTarget(
            name: "enclosure-probe", dependencies: ["Enclosure", "Policy", "LinuxShims", "KernelFacts"],
            path: "Tests/EnclosureProbe", swiftSettings: strictTests),
        .testTarget(
            name: "EnclosureTests", dependencies: ["Enclosure", "KernelFacts", "enclosure-probe"], swiftSettings: strictTests),
        // Frames to start from, and ways to spoil them.
        .target(name: "WireSamples", dependencies: ["Wire", "Policy", "PythonValues"], path: "Tests/WireSamples", swiftSettings: strict),
        .testTarget(name: "PythonValuesTests", dependencies: ["PythonValues"], swiftSettings: strictTests),
        .testTarget(name: "WireTests", dependencies: ["Wire", "WireSamples", "PythonValues"], swiftSettings: strictTests),
        .testTarget(name: "ModuleImageReaderTests", dependencies: ["ModuleImageReader"], swiftSettings: strictTests),
        .testTarget(name: "PythonRuntimeTests", dependencies: ["PythonRuntime", "PythonValues"], swiftSettings: strictTests),
        .testTarget(
            name: "VirtualSystemTests", dependencies: ["VirtualSystem", "VirtualFileSystem", "Policy"], swiftSettings: strictTests),
        // Makes the system calls of the property test in a process of an ordinary user, on a tmpfs of its own.
        .target(name: "TreeProbe", path: "Tests/TreeProbe"),
        .testTarget(
            name: "VirtualFileSystemTests", dependencies: ["VirtualFileSystem", "TreeProbe"], swiftSettings: strictTests),
        .testTarget(name: "CorpusRunnerTests", dependencies: ["CorpusRunner", "Policy"], swiftSettings: strictTests),
        .testTarget(
            name: "SecurePythonTests", dependencies: ["SecurePython", "PythonValues"], swiftSettings: strictTests),
        .testTarget(
            name: "IntegrationTests",
            dependencies: ["SecurePython", "PythonValues", "PolicyFiles", "SeccompCompiler", "secure-python", "secure-python-worker"],
            swiftSettings: strictTests),
        // What is asynchronous. It has a test process of its own, since the other tests block threads that tasks need.
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "SecurePython", "Policy", "PythonValues", "Wire", "secure-python-worker",
                .product(name: "CoreMetrics", package: "swift-metrics"), .product(name: "MetricsTestKit", package: "swift-metrics"),
            ], swiftSettings: strictTests),
    ]
)
