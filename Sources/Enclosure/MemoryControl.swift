/// Whether memory can be limited by a control group of version 2.
enum MemoryControl {
    static func isWritable() -> Bool { ControlGroup.parent != nil }
}
