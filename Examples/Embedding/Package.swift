// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "Calculator",
    dependencies: [.package(name: "SecurePython", path: "../..")],
    targets: [
        .executableTarget(
            name: "Calculator",
            dependencies: [.product(name: "SecurePythonEmbedding", package: "SecurePython")])
    ]
)
