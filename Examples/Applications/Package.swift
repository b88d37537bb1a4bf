// swift-tools-version: 6.1
import PackageDescription

/// Applications that embed SecurePython. Each takes the path of the worker as its argument:
/// `swift run CodeTool ../../.build/release/secure-python-worker`.
let package = Package(
    name: "Applications",
    dependencies: [.package(name: "SecurePython", path: "../..")],
    targets: ["CodeTool", "Plugins", "Judge"].map { name in
        .executableTarget(name: name, dependencies: [.product(name: "SecurePython", package: "SecurePython")])
    }
)
