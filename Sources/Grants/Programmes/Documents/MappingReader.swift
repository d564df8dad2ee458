import Foundation
import Yams

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

    /// The line a member begins on.
    func line(of key: String) -> Int { keyLines[key] ?? line }

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

    private func parse<Value>(_ member: DocumentReader, _ key: String, _ form: String, _ read: (String) -> Value?)
        -> Value?
    {
        guard let scalar = member.scalar, let value = read(scalar.trimmingCharacters(in: .whitespaces)) else {
            member.wrong(
                "「\(key)」は\(form)の形で書いてください（いまは「\((member.scalar ?? "…").prefix(40))」）。",
                "“\(key)” must be written like \(form).")
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
