extension Form {
    /// The sum of the whole-number fields' answers: a score sheet's total.
    public func total(_ answers: Answers) -> Int64 {
        fields.reduce(0) { sum, field in
            guard case .integer(let points)? = answers[field.name] else { return sum }
            return sum.addingReportingOverflow(points).overflow ? Int64.max : sum + points
        }
    }

    /// The largest total there can be; nil where a whole-number field has no upper limit.
    public var highestTotal: Int64? {
        var sum: Int64 = 0
        for field in fields {
            guard case .integer(let limits) = field.type else { continue }
            guard let maximum = limits.maximum else { return nil }
            sum = sum.addingReportingOverflow(maximum).overflow ? Int64.max : sum + maximum
        }
        return sum
    }
}
