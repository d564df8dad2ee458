import FEEL

extension Form {
    /// A formula read aloud in Japanese, for people who do not write formulas; nil for a text that is no formula.
    public static func reading(of formula: String) -> String? {
        // Names need not be known to be read: a form's are one word each.
        (try? Formula(formula, policy: .open))?.reading
    }
}
