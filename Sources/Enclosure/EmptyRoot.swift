import LinuxShims

/// A root with nothing in it.
package enum EmptyRoot {
    package static func enter() throws(EnclosureFailure) {
        var step: UnsafePointer<CChar>?
        let result = spl_empty_root(&step)
        try require(result, "empty root: " + (step.map { String(cString: $0) } ?? "start"))
    }
}
