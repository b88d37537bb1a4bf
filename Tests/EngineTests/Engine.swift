import Testing

/// One after the other: they count processes and measure times.
@Suite(.serialized) struct Engine {}
