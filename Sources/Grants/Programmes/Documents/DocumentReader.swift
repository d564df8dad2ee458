import Foundation
import Yams

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
