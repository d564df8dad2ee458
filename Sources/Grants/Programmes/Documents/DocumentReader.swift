import Foundation
import Yams

/// Gathers everything wrong with a folder, and remembers on which line each thing stands for checks across documents.
final class Findings {
    private var found: Set<Finding> = []
    private var lines: [String: (path: String, line: Int)] = [:]

    /// Everything found, each thing once, in the order of documents and lines.
    var all: [Finding] {
        found.sorted { ($0.path, $0.line, $0.message.ja) < ($1.path, $1.line, $1.message.ja) }
    }
    var isEmpty: Bool { found.isEmpty }

    /// Documents that could not be read as a whole. What they would have said is unknown, so nothing that leads to
    /// them or follows from them is called missing: one slip is one finding.
    private(set) var unread: Set<String> = []

    /// Ends the reading of documents; what follows are checks across them.
    func endReading() { unread = Set(found.map(\.path)) }

    func add(_ path: String, _ line: Int, _ ja: String, _ en: String) {
        found.insert(Finding(path: path, line: line, message: Text(ja, en: en)))
    }

    /// Remembers where something is written: `stage call/check`.
    func mark(_ thing: String, _ path: String, _ line: Int) { if lines[thing] == nil { lines[thing] = (path, line) } }

    /// A finding at the place of a thing that was read before.
    func add(at thing: String, _ ja: String, _ en: String) {
        let (path, line) = lines[thing] ?? ("programme.yaml", 0)
        add(path, line, ja, en)
    }
}

/// One node of a YAML document, with where it stands and where to say what is wrong.
struct DocumentReader {
    let node: Node
    let path: String
    let findings: Findings

    var line: Int { node.mark?.line ?? 0 }

    /// Bytes of one document: more is no text an office wrote.
    static let largest = 1_048_576

    /// Reads a document's YAML; nil after saying what is wrong with it.
    init?(bytes: [UInt8], path: String, findings: Findings) {
        guard bytes.count <= DocumentReader.largest else {
            findings.add(path, 0, "文書が大きすぎます（1MBまで）。", "The document is too large (at most 1 MB).")
            return nil
        }
        guard let text = String(validatingUTF8Bytes: bytes) else {
            findings.add(path, 0, "UTF-8の文書ではありません。UTF-8で保存し直してください。", "Not UTF-8: save it as UTF-8.")
            return nil
        }
        if let (problem, line) = DocumentGuard.problem(in: text) {
            let message = DocumentReader.words(for: problem)
            findings.add(path, line, message.ja, message.in(english: true))
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text), !node.isEmptyText else {
                findings.add(path, 1, "文書が空です。", "The document is empty.")
                return nil
            }
            self.init(node: node, path: path, findings: findings)
        } catch let error as YamlError {
            let (line, ja, en) = DocumentReader.place(of: error, in: text)
            findings.add(path, line, ja, en)
            return nil
        } catch {
            findings.add(path, 0, "YAMLとして読めません（\(error)）。", "Not YAML (\(error)).")
            return nil
        }
    }

    init(node: Node, path: String, findings: Findings) {
        self.node = node
        self.path = path
        self.findings = findings
    }

    private static func words(for problem: DocumentGuard.Problem) -> Text {
        switch problem {
        case .reference:
            Text(
                "YAMLのアンカー（&名前）・エイリアス（*名前）・タグ（!名前）は使えません。&・*・!で始まる文は「'…'」で囲んでください。",
                en: "YAML anchors, aliases and tags are not taken; quote a text that begins with &, * or !.")
        case .nesting:
            Text("入れ子が深すぎます。字下げを確認してください。", en: "Nested too deeply: check the indentation.")
        case .shape:
            Text("この書き方（「? 」の項目、括弧でできた項目名、「%」の指示）は使えません。「項目: 値」の形で書いてください。", en: "Write “key: value” here.")
        }
    }

    /// Where the quote or bracket was opened that is not closed: the complaint itself is about the document's end.
    private static func opening(_ context: YamlError.Context?) -> Int? {
        guard let context, ["quoted scalar", "flow sequence", "flow mapping"].contains(where: context.text.contains)
        else { return nil }
        return context.mark.line
    }

    /// The line of a parser's complaint, and the complaint.
    private static func place(of error: YamlError, in text: String) -> (line: Int, ja: String, en: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            (
                min(opening(context) ?? mark.line, text.utf8.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }),
                "YAMLとして読めません（\(problem)）。字下げと「:」のあとの空白を確認してください。",
                "Not YAML (\(problem)): check the indentation, and the space after “:”."
            )
        case .duplicatedKeysInMapping(let keys, let context):
            (
                context.mark.line, "同じ項目が2回あります：\(keys.joined(separator: "、"))。1つにまとめてください。",
                "A key is there twice: \(keys.joined(separator: ", "))."
            )
        case .reader(let problem, let offset, _, _):
            (
                text.utf8.prefix(offset ?? 0).reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 },
                "使えない文字があります（\(problem)）。制御文字を取り除いてください。", "A character is not allowed (\(problem))."
            )
        default: (0, "YAMLとして読めません（\(error)）。", "Not YAML (\(error)).")
        }
    }

    func wrong(_ ja: String, _ en: String) { findings.add(path, line, ja, en) }

    func twice(_ text: String, in key: String) {
        wrong("「\(key)」に「\(text)」が2回あります。1つにしてください。", "“\(text)” is there twice in “\(key)”.")
    }

    /// The node as a mapping; nil after saying that it is none.
    func mapping(_ what: String) -> MappingReader? {
        guard case .mapping(let mapping) = node else {
            wrong("\(what)は「項目: 値」の形で書いてください。", "\(what) must be a mapping.")
            return nil
        }
        return MappingReader(mapping: mapping, reader: self)
    }

    /// The text of a scalar, whatever YAML takes it for: `2026`, `yes` and `2/3` are texts here.
    var scalar: String? {
        guard case .scalar(let scalar) = node else { return nil }
        return scalar.string
    }

    /// A text, or `{ja: …, en: …}`.
    func text(_ key: String) -> Text? {
        if let scalar {
            let plain = Plain.lines(scalar)
            if plain.isEmpty {
                wrong("「\(key)」が空です。文を書いてください。", "“\(key)” is empty.")
                return nil
            }
            return Text(plain)
        }
        guard let mapping = mapping("「\(key)」") else { return nil }
        let ja = mapping.string("ja")
        let en = mapping.stringOrNil("en")
        mapping.finish()
        return ja.map { Text($0, en: en) }
    }
}

/// The members of a mapping. What is asked for is known; what is left at the end was misspelled.
final class MappingReader {
    private let reader: DocumentReader
    private var members: [String: DocumentReader] = [:]
    private var asked: [String] = []

    init(mapping: Node.Mapping, reader: DocumentReader) {
        self.reader = reader
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                DocumentReader(node: key, path: reader.path, findings: reader.findings)
                    .wrong("項目の名前は文字で書いてください。", "A key must be a text.")
                continue
            }
            members[name] = DocumentReader(node: value, path: reader.path, findings: reader.findings)
            keyLines[name] = key.mark?.line ?? 0
        }
    }

    private var keyLines: [String: Int] = [:]
    var line: Int { reader.line }
    var path: String { reader.path }
    var findings: Findings { reader.findings }

    func wrong(_ ja: String, _ en: String) { reader.wrong(ja, en) }
    /// Something wrong with one member.
    func wrong(_ key: String, _ ja: String, _ en: String) {
        findings.add(path, keyLines[key] ?? line, ja, en)
    }

    func member(_ key: String) -> DocumentReader? {
        asked.append(key)
        return members[key]
    }

    func has(_ key: String) -> Bool { members[key] != nil }

    private func required<Value>(_ key: String, _ read: (DocumentReader) -> Value?) -> Value? {
        guard let member = member(key) else {
            wrong("「\(key)」がありません。書き足してください。", "“\(key)” is missing.")
            return nil
        }
        return read(member)
    }

    func string(_ key: String) -> String? { required(key) { self.string(of: $0, key) } }
    func stringOrNil(_ key: String) -> String? { member(key).flatMap { string(of: $0, key) } }

    private func string(of member: DocumentReader, _ key: String) -> String? {
        guard let scalar = member.scalar else {
            member.wrong("「\(key)」には文を書いてください。", "“\(key)” must be a text.")
            return nil
        }
        let plain = Plain.lines(scalar)
        if plain.isEmpty {
            member.wrong("「\(key)」が空です。", "“\(key)” is empty.")
            return nil
        }
        return plain
    }

    func text(_ key: String) -> Text? { required(key) { $0.text(key) } }
    func textOrNil(_ key: String) -> Text? { member(key).flatMap { $0.text(key) } }

    /// A text read by a function that gives nil for what it does not understand.
    func parsed<Value>(_ key: String, _ form: String, _ read: (String) -> Value?) -> Value? {
        required(key) { self.parse($0, key, form, read) }
    }

    func parsedOrNil<Value>(_ key: String, _ form: String, _ read: (String) -> Value?) -> Value? {
        member(key).flatMap { parse($0, key, form, read) }
    }

    private func parse<Value>(_ member: DocumentReader, _ key: String, _ form: String, _ read: (String) -> Value?) -> Value? {
        guard let scalar = member.scalar, let value = read(scalar.trimmingCharacters(in: .whitespaces)) else {
            member.wrong(
                "「\(key)」は\(form)の形で書いてください（いまは「\((member.scalar ?? "…").prefix(40))」）。", "“\(key)” must be written like \(form).")
            return nil
        }
        return value
    }

    /// Lower-case letters, digits and hyphens.
    func code(_ key: String) -> String? { parsed(key, MappingReader.codeForm) { $0.isCode ? $0 : nil } }
    func codeOrNil(_ key: String) -> String? { parsedOrNil(key, MappingReader.codeForm) { $0.isCode ? $0 : nil } }
    private static let codeForm = "半角の英小文字・数字・「-」（40文字まで）"

    /// A whole number; `1_000_000` and `1,000,000` are the same as `1000000`.
    func number(_ key: String, from least: Int64 = .min) -> Int64? {
        parsedOrNil(key, least == 0 ? "0以上の整数（例：1000000）" : "整数（例：1000000）") { text in
            Int64(text.filter { $0 != "_" && $0 != "," }).flatMap { $0 >= least ? $0 : nil }
        }
    }

    func count(_ key: String, from least: Int = 0) -> Int? {
        parsedOrNil(key, "\(least)以上の整数") { text in
            Int(text).flatMap { (least...1_000_000).contains($0) ? $0 : nil }
        }
    }

    func flag(_ key: String) -> Bool {
        parsedOrNil(key, "true か false") { ["true": true, "yes": true, "false": false, "no": false][$0] } ?? false
    }

    /// One of some words.
    func word<Word>(_ key: String, _ words: [String: Word]) -> Word? {
        required(key) { self.word(of: $0, key, words) }
    }

    func wordOrNil<Word>(_ key: String, _ words: [String: Word]) -> Word? {
        member(key).flatMap { word(of: $0, key, words) }
    }

    private func word<Word>(of member: DocumentReader, _ key: String, _ words: [String: Word]) -> Word? {
        let given = member.scalar ?? ""
        if let word = words[given] { return word }
        member.wrong(
            "「\(key)」の「\(given)」は知らない言葉です。\(hint(given, among: words.keys.sorted()))",
            "“\(given)” is not a known \(key): \(words.keys.sorted().joined(separator: ", ")).")
        return nil
    }

    /// The items of a list; a missing list is empty.
    func list(_ key: String, required isRequired: Bool = false) -> [DocumentReader] {
        guard let member = member(key) else {
            if isRequired { wrong("「\(key)」がありません。1つ以上書いてください。", "“\(key)” is missing.") }
            return []
        }
        guard case .sequence(let sequence) = member.node else {
            member.wrong("「\(key)」は「- 」で始まる一覧で書いてください。", "“\(key)” must be a list.")
            return []
        }
        if isRequired, sequence.isEmpty { member.wrong("「\(key)」が空です。1つ以上書いてください。", "“\(key)” is empty.") }
        return sequence.map { DocumentReader(node: $0, path: path, findings: findings) }
    }

    /// A list of texts; `each` sees every one with where it stands.
    func strings(
        _ key: String, required: Bool = false, each: (String, DocumentReader) -> Void = { _, _ in }
    ) -> [String] {
        list(key, required: required).compactMap { item in
            guard let scalar = item.scalar, !Plain.lines(scalar).isEmpty else {
                item.wrong("「\(key)」の一覧には文を書いてください。", "“\(key)” must be a list of texts.")
                return nil
            }
            let text = Plain.lines(scalar)
            each(text, item)
            return text
        }
    }

    /// A list of texts none of which is there twice.
    func uniqueStrings(_ key: String, required: Bool = false) -> [String] {
        var seen: Set<String> = []
        return strings(key, required: required) { text, item in
            if !seen.insert(text).inserted { item.twice(text, in: key) }
        }
    }

    /// A list of texts among known ones.
    func strings(_ key: String, among known: [String], required: Bool = false) -> [String] {
        var seen: Set<String> = []
        return list(key, required: required).compactMap { item in
            guard let scalar = item.scalar, known.contains(scalar) else {
                let given = item.scalar ?? "…"
                item.wrong(
                    "「\(key)」の「\(given)」は一覧にない値です。\(hint(given, among: known))", "“\(given)” is not a value of \(key).")
                return nil
            }
            if !seen.insert(scalar).inserted { item.twice(scalar, in: key) }
            return scalar
        }
    }

    /// Says which members nobody asked for.
    func finish() {
        for (name, _) in members.sorted(by: { (keyLines[$0.key] ?? 0, $0.key) < (keyLines[$1.key] ?? 0, $1.key) })
        where !asked.contains(name) {
            wrong(name, "「\(name)」という項目はありません。\(hint(name, among: asked))", "There is no key “\(name)” here.")
        }
    }
}

/// 「required」ではありませんか。, or all there are when nothing is near.
func hint(_ word: String, among known: [String]) -> String {
    let near = known.map { ($0, editDistance(word, $0)) }.filter { $0.1 <= (word.count <= 2 ? 1 : max(2, word.count / 3)) }.min { $0.1 < $1.1 }
    if let near { return "「\(near.0)」ではありませんか。" }
    if known.isEmpty { return "" }
    let shown = known.prefix(20).joined(separator: "、")
    return "使えるのは：\(shown)\(known.count > 20 ? " ほか" : "")。"
}

/// Levenshtein's distance; texts are cut to 60 characters.
func editDistance(_ one: String, _ other: String) -> Int {
    let (first, second) = (Array(one.prefix(60)), Array(other.prefix(60)))
    var row = Array(0...second.count)
    for (index, character) in first.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for (position, candidate) in second.enumerated() {
            let above = row[position + 1]
            row[position + 1] = min(above + 1, row[position] + 1, diagonal + (character == candidate ? 0 : 1))
            diagonal = above
        }
    }
    return row[second.count]
}

extension Node {
    /// What a document without content is to the parser.
    fileprivate var isEmptyText: Bool { if case .scalar(let scalar) = self { scalar.string.isEmpty } else { false } }
}

extension String {
    /// Lower-case letters, digits and hyphens, 1 to 40.
    var isCode: Bool {
        (1...40).contains(utf8.count)
            && utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    /// A name that formulas can use (FEEL 1.5 §10.3.1.4): no spaces, none of `. / - ' + *`, no digit first.
    var isFieldName: Bool {
        guard let first, (1...60).contains(count), first.isLetter || first == "_" else { return false }
        return allSatisfy { character in
            character.isLetter || character.isNumber || character == "_" || character == "・" || character == "（"
                || character == "）" || character == "ー"
        }
    }

    init?(validatingUTF8Bytes bytes: [UInt8]) {
        let plain = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let text = String(validating: plain, as: UTF8.self), !text.unicodeScalars.contains("\u{0}") else {
            return nil
        }
        // Line ends other than \n are read as such, and the rare ones YAML 1.1 also knows as a space: one line is one line.
        self = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
            .replacingOccurrences(of: "[\u{85}\u{2028}\u{2029}]", with: " ", options: .regularExpression)
    }
}
