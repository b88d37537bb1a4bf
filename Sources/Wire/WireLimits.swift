internal import Policy
internal import PythonValues

/// Caps on what frames may hold. Checked when writing and, before anything is allocated, when reading.
package enum WireLimits {
    // The start frame.
    package static let policyModules = 8_192
    package static let auditEvents = 4_096
    package static let auditEventLength = 256
    package static let writableAttributes = 4_096
    package static let attributeLength = 512
    package static let reasonLength = 2_048
    /// The kernel takes no longer filter: 4,096 instructions of 8 bytes.
    package static let filterLength = 32 << 10
    package static let startFrame = 4 << 20

    // One script.
    package static let sourceLength = 16 << 20
    package static let arguments = 65_536
    /// Bytes of all arguments together, about what execve(2) takes.
    package static let argumentBytes = 2 << 20
    package static let nameLength = 1_024

    // A module of the source root.
    package static let moduleLength = 4 << 20

    // Output and input.
    package static let outputChunk = 64 << 10
    package static let inputChunk = 64 << 10

    // Files.
    package static let grants = 65_536
    /// Of one file in memory.
    package static let grantContent = 1 << 30
    /// Of contents in one frame, and of the names of one page.
    package static let filePiece = 64 << 10
    package static let namesOfPage = 8_192
    /// A checked path as it is written.
    package static let pathLength = 4 + CheckedPath.maximumDepth + CheckedPath.maximumLength
    package static let linkLength = 4_095
    package static let artefactBytes = 1 << 50

    // Values and host functions.
    /// Of one value that passes, or of all inputs together.
    package static let valueLength = ValueLimits.passing.bytes
    package static let hostModules = 64
    /// Of one module of host functions as a frame.
    package static let hostModuleLength = 4 << 20
    package static let hostFunctions = 1_024
    package static let hostClasses = 256
    package static let hostParameters = 64
    package static let documentationLength = 16 << 10
    package static let annotationLength = 1_024

    // What a child claims.
    package static let denials = 256
    package static let claimLength = 1_024
    package static let messageLength = 4_096
    package static let exceptionNameLength = 256
}
