/// Finds the formula someone meant who wrote something near it: signs and digits typed full-width, `==`, `<>`, `'…'`,
/// `かつ`, `1,000円`.
///
/// Nothing is changed silently. Full-width signs are characters of names in FEEL, so `補助対象経費＊０．５` is one name that no
/// field has; where a name is unknown, or the text is no formula, the finding offers the mend.
enum Mending {
    /// The finding for an unknown name with full-width signs in it; nil when it has none.
    static func finding(_ name: Name, at span: Span, in scope: Scope) -> Finding? {
        guard let rewritten = rewritten(name.text, in: scope), let sign = rewritten.fullWidth else { return nil }
        return Finding(.fullWidthInName(name, sign), at: span, mend: Mend(at: span, with: rewritten.text))
    }

    /// A finding of the parser, with a mend of the whole text where rewriting it makes a formula of it.
    static func mended(_ finding: Finding, in text: String, scope: Scope) -> Finding {
        guard text.utf8.count <= Parser.longest, let rewritten = rewritten(text, in: scope),
            (try? Parser.expression(rewritten.text, names: scope.known)) != nil
        else { return finding }
        let mend = Mend(at: Span(0, text.utf8.count), with: rewritten.text)
        if case .unexpectedCharacter = finding.kind { return Finding(finding.kind, at: finding.span, mend: mend) }
        guard let sign = rewritten.fullWidth else { return Finding(finding.kind, at: finding.span, mend: mend) }
        let word = (try? Lexer.tokens(of: text))?.first { $0.text.contains(sign) }
        return Finding(
            .fullWidthInName(Name(word?.text ?? sign), sign), at: word?.span ?? finding.span, mend: mend)
    }

    /// A text written anew, and the first full-width sign that was in it.
    private struct Rewriting {
        var text = ""
        var fullWidth: String?
        var isChanged = false

        mutating func keep(_ scalars: some Sequence<Unicode.Scalar>) { text.unicodeScalars.append(contentsOf: scalars) }

        mutating func write(_ replacement: String) {
            text += replacement
            isChanged = true
        }
    }

    /// The text with what other languages and keyboards write made FEEL. Strings and known names stay as they are. Nil when
    /// there is nothing to change.
    private static func rewritten(_ text: String, in scope: Scope) -> Rewriting? {
        let scalars = Array(text.unicodeScalars)
        let names = Dictionary(grouping: scope.names.keys.map { Array($0.text.unicodeScalars) }, by: \.first)
        var rewriting = Rewriting()
        var index = 0
        while index < scalars.count {
            let rest = scalars[index...]
            if let length = stringLength(rest) {
                rewriting.keep(rest.prefix(length))
                index += length
            } else if let length = (names[scalars[index]] ?? []).filter({ rest.starts(with: $0) }).map(\.count).max() {
                rewriting.keep(rest.prefix(length))
                index += length
            } else if let (length, replacement) = habit(rest, before: index > 0 ? scalars[index - 1] : " ") {
                rewriting.write(replacement)
                index += length
            } else if let sign = fullWidth(scalars[index]) {
                if rewriting.fullWidth == nil { rewriting.fullWidth = String(Character(scalars[index])) }
                let isOperator = ["+", "*", "/"].contains(sign)
                if isOperator, rewriting.text.last != " " { rewriting.text += " " }
                rewriting.write(sign)
                let next = index + 1 < scalars.count ? scalars[index + 1] : " "
                if isOperator, !Characters.isSpace(next) { rewriting.text += " " }
                index += 1
            } else {
                rewriting.keep(CollectionOfOne(scalars[index]))
                index += 1
            }
        }
        return rewriting.isChanged ? rewriting : nil
    }

    /// The length of a string literal that begins here.
    private static func stringLength(_ rest: ArraySlice<Unicode.Scalar>) -> Int? {
        guard rest.first == "\"" else { return nil }
        var isEscaped = false
        for (length, scalar) in rest.enumerated().dropFirst() {
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                return length + 1
            }
        }
        return rest.count
    }

    private static func fullWidth(_ scalar: Unicode.Scalar) -> String? {
        guard !scalar.isASCII, let sign = Characters.meant(scalar),
            let first = sign.unicodeScalars.first, !Characters.isNameStart(first) || first == "?"
        else { return nil }
        return sign
    }

    /// What other languages and people write: how much of the text it is, and what it is in FEEL.
    private static func habit(
        _ rest: ArraySlice<Unicode.Scalar>, before: Unicode.Scalar
    ) -> (Int, String)? {
        for (written, meant) in [("==", "="), ("<>", "!="), ("&&", "and"), ("||", "or"), ("'", "\"")]
        where rest.starts(with: Array(written.unicodeScalars)) {
            return (written.unicodeScalars.count, meant)
        }
        if Characters.isNamePart(before) || before == "." { return nil }
        for (written, meant) in [("かつ", "and"), ("または", "or"), ("でない", "not")] {
            let word = Array(written.unicodeScalars)
            guard rest.starts(with: word) else { continue }
            let next = rest.dropFirst(word.count).first ?? " "
            if !Characters.isNamePart(next) || next == "（" { return (word.count, meant) }
        }
        return amount(rest)
    }

    /// `1,234,567` and `3000円`: digits without the commas and the unit.
    private static func amount(_ rest: ArraySlice<Unicode.Scalar>) -> (Int, String)? {
        let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "," }
        let groups = digits.split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped =
            groups.count > 1 && !groups[0].isEmpty && groups[0].count <= 3
            && groups.dropFirst().allSatisfy { $0.count == 3 }
        let number = isGrouped ? digits.count : groups.first?.count ?? 0
        guard number > 0 else { return nil }
        let hasUnit = rest.dropFirst(number).first == "円"
        guard isGrouped || hasUnit else { return nil }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: rest.prefix(number).filter { $0 != "," })
        return (number + (hasUnit ? 1 : 0), String(text))
    }
}
