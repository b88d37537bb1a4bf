/// A bound as people read it, such as `2 s` or `64 MiB`.
package struct LimitText: CustomStringConvertible {
    package let description: String

    package init(count: Int) { description = String(count) }

    package init(size bytes: Int) {
        let units = ["KiB", "MiB", "GiB", "TiB"]
        var (scaled, unit) = (bytes, "bytes")
        for larger in units where scaled != 0 && scaled % 1024 == 0 { (scaled, unit) = (scaled / 1024, larger) }
        description = bytes == 1 ? "1 byte" : "\(scaled) \(unit)"
    }

    package init(time: Duration) {
        let (seconds, fraction) = time.components
        let (thousandths, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000)
        if fraction != 0, fraction % 1_000_000_000_000_000 == 0, !isTooLong {
            description = "\(thousandths + fraction / 1_000_000_000_000_000) ms"
        } else if fraction != 0 {
            description = "\(time)"
        } else if seconds != 0, seconds % 3600 == 0 {
            description = "\(seconds / 3600) h"
        } else if seconds > 60, seconds % 60 == 0 {
            description = "\(seconds / 60) min"
        } else {
            description = "\(seconds) s"
        }
    }

    package init(_ bound: Bound<Duration>) { self.init(bound) { LimitText(time: $0) } }
    package init(bytes bound: Bound<Int>) { self.init(bound) { LimitText(size: $0) } }
    package init(count bound: Bound<Int>) { self.init(bound) { LimitText(count: $0) } }

    private init<Value>(_ bound: Bound<Value>, _ text: (Value) -> LimitText) {
        description = bound.value.map { text($0).description } ?? "unlimited"
    }
}
