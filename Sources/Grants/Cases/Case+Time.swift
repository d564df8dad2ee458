/// How long things take: the day a stage is due, and 標準処理期間 (行政手続法 art. 6).
extension Case {
    /// The last business day on which a filing's stage is to be left; nil where it has none, or nobody of the office has
    /// it.
    public func due(of filing: Filing, under programme: Programme) -> Day? {
        guard filing.standing == .inStage, let days = stage(of: filing, under: programme)?.due else { return nil }
        return JapanTime(filing.since).day.adding(businessDays: days)
    }
}

extension Filing {
    /// Days it has been in the office's hands, whole days begun and not over included: from each arrival to its return,
    /// its end, or now. The time it lay with the applicant does not count (the guidance to art. 6).
    public func daysInHand(at now: Instant) -> Int {
        var days = 0
        for revision in revisions {
            let back = returns.first { $0.revision == revision.number }?.at
            let until = back ?? (revision.number == current.number ? decision?.at : nil) ?? now
            days += max(0, JapanTime(until).day.daysSince1970 - JapanTime(revision.at).day.daysSince1970)
        }
        return days
    }
}
