/// Signs and digits typed full-width, with the change that mends them.
///
/// They are characters of names in FEEL, so `補助対象経費＊０．５` is one name that no field has. Names keep their characters,
/// and nothing is changed silently: where a name is unknown and has such signs in it, the finding offers the mend.
enum FullWidth {
    /// The finding for an unknown name with such characters, if any; the mend rewrites the name's operators and digits and
    /// leaves known names as they are.
    static func finding(_ name: Name, at span: Span, in scope: Scope) -> Finding? {
        guard let (mended, sign) = mended(name.text, in: scope) else { return nil }
        return Finding(.fullWidthInName(name, sign), at: span, mend: Mend(at: span, with: mended))
    }

    /// A finding of the parser, with a mend where full-width signs are the reason: `切捨て（経費×２／３，-3）` is written anew as a
    /// whole, if that makes a formula of it.
    static func mended(_ finding: Finding, in text: String, scope: Scope) -> Finding {
        guard let (result, sign) = mended(text, in: scope),
            (try? Parser.expression(result, names: scope.known)) != nil
        else { return finding }
        let mend = Mend(at: Span(0, text.utf8.count), with: result)
        if case .unexpectedCharacter = finding.kind { return Finding(finding.kind, at: finding.span, mend: mend) }
        let word = (try? Lexer.tokens(of: text))?.first { $0.text.contains(sign) }
        return Finding(
            .fullWidthInName(Name(word?.text ?? sign), sign), at: word?.span ?? finding.span, mend: mend)
    }

    /// The text with its full-width operators, parentheses and digits made ASCII, and the first of them. Strings and known
    /// names stay as they are. Nil when it has none.
    private static func mended(_ text: String, in scope: Scope) -> (String, String)? {
        let scalars = Array(text.unicodeScalars)
        guard scalars.contains(where: { !$0.isASCII && Characters.meant($0) != nil }) else { return nil }
        let names = Dictionary(grouping: scope.names.keys.map { Array($0.text.unicodeScalars) }, by: \.first)
        var (mended, first): (String, String?) = ("", nil)
        var (index, isInString) = (0, false)
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "\"", index == 0 || scalars[index - 1] != "\\" { isInString.toggle() }
            if !isInString, let length = longest(of: names[scalar] ?? [], at: index, in: scalars) {
                for scalar in scalars[index..<(index + length)] { mended.unicodeScalars.append(scalar) }
                index += length
                continue
            }
            if !isInString, !scalar.isASCII, let sign = Characters.meant(scalar),
                sign.unicodeScalars.first.map(isSign) ?? false
            {
                if first == nil { first = String(Character(scalar)) }
                let isOperator = ["+", "*", "/"].contains(sign)
                if isOperator, mended.last != " " { mended += " " }
                mended += sign
                let next = index + 1 < scalars.count ? scalars[index + 1] : " "
                if isOperator, !Characters.isSpace(next) { mended += " " }
            } else {
                mended.unicodeScalars.append(scalar)
            }
            index += 1
        }
        return first.map { (mended, $0) }
    }

    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        !Characters.isNameStart(scalar) || scalar == "?"
    }

    /// The length of the longest of the names that stands there.
    private static func longest(
        of names: [[Unicode.Scalar]], at index: Int, in scalars: [Unicode.Scalar]
    ) -> Int? {
        names.filter { index + $0.count <= scalars.count && scalars[index..<(index + $0.count)].elementsEqual($0) }
            .map(\.count).max()
    }
}
