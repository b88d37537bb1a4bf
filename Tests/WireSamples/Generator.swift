/// SplitMix64: the same numbers for the same seed, so that a failure can be had again.
package struct Generator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// A number below `bound`, which is more than 0. The slight unevenness is of no matter here.
    package mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bitPattern: Int64(bound))).high)
    }

    package mutating func chance(_ one: Int, in many: Int) -> Bool { below(many) < one }

    package mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }

    package mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in byte() } }

    /// One of them; there is at least one.
    package mutating func choice<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
