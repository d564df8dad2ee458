import Glibc

extension [UInt8] {
    /// Where some bytes begin among these, from a place on; nil where they do not. The system looks for the first of them, as
    /// every request's text and file is looked through.
    public func place(of pattern: [UInt8], from start: Int = 0) -> Int? {
        guard let first = pattern.first else { return start <= count ? start : nil }
        return withUnsafeBytes { bytes in
            pattern.withUnsafeBytes { pattern -> Int? in
                guard let base = bytes.baseAddress, let wanted = pattern.baseAddress else { return nil }
                let last = bytes.count - pattern.count
                var place = start
                while place <= last {
                    guard let found = memchr(base + place, Int32(first), last - place + 1) else { return nil }
                    place = UnsafeRawPointer(found) - base
                    if memcmp(found, wanted, pattern.count) == 0 { return place }
                    place += 1
                }
                return nil
            }
        }
    }
}
