import Glibc

enum LocalTime {
    /// A script's local time is UTC: the host's zone would tell where it is. The C library keeps the zone that it has
    /// seen once, and finds no other one when the process is locked; the variable itself goes again.
    static func forgetZone() {
        setenv("TZ", "UTC0", 1)
        tzset()
        unsetenv("TZ")
    }
}
