import Yams

extension ProgrammeFolder {
    /// Reads a folder's documents, by path, and checks all of them: everything wrong is found at once.
    public init(reading files: [String: [UInt8]]) throws(Refused) {
        let findings = Findings()
        let programme = Programme(files, findings)
        var rounds: [Round] = []
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            guard let code = path.document(in: "rounds"),
                let reader = DocumentReader(bytes: bytes, path: path, findings: findings)
            else { continue }
            if let round = Round(reader, code: code) { rounds.append(round) }
        }
        findings.endReading()
        if let programme {
            check(programme, findings)
            for round in rounds { check(round, of: programme, findings) }
        }
        for path in files.keys.sorted() where !path.isKnownDocument {
            findings.add(
                path, 0,
                "使わない場所にある文書です。forms・sheets・letters・tables・roundsに「名前.yaml」で置くか、filesに置くか、取り除いてください。",
                "This document is in no known place: put it into forms, sheets, letters, tables or rounds as NAME.yaml, or files."
            )
        }
        guard findings.isEmpty, let programme else {
            throw Refused(findings: findings.all)
        }
        self.init(programme: programme, rounds: rounds, warnings: findings.all)
    }

    /// The folder's documents, by path.
    public var documents: [String: [UInt8]] {
        var documents = programme.documents
        for round in rounds { documents["rounds/\(round.code).yaml"] = Array(round.document.utf8) }
        return documents
    }
}

extension Programme {
    /// Reads a programme's own documents; rounds are left aside.
    public init(reading files: [String: [UInt8]]) throws(Refused) {
        let findings = Findings()
        let programme = Programme(files.filter { $0.key.document(in: "rounds") == nil }, findings)
        findings.endReading()
        if let programme { check(programme, findings) }
        guard let programme, findings.isEmpty else { throw Refused(findings: findings.all) }
        self = programme
    }

    /// The programme's documents, by path; the same programme gives the same bytes.
    public var documents: [String: [UInt8]] {
        var texts: [String: String] = [
            "programme.yaml": mappingNode([
                ("code", .text(code)),
                (
                    "agency",
                    mappingNode([
                        ("code", .text(agency.code)), ("name", agency.name.node), ("signatory", agency.signatory.node),
                    ])
                ), ("name", name.node), ("summary", summary.node), ("windows", .list(windows.map(\.node))),
            ]).document,
            "flow.yaml": flow.node.document,
        ]
        for form in forms { texts["forms/\(form.id).yaml"] = form.node.document }
        for sheet in sheets { texts["sheets/\(sheet.id).yaml"] = sheet.node.document }
        for table in tables { texts["tables/\(table.id).yaml"] = table.node.document }
        for letter in letters { texts["letters/\(letter.id).yaml"] = letter.node.document }
        var documents = texts.mapValues { Array($0.utf8) }
        for attachment in attachments { documents[attachment.path] = attachment.bytes }
        return documents
    }

    fileprivate init?(_ files: [String: [UInt8]], _ findings: Findings) {
        func reader(_ path: String) -> DocumentReader? {
            guard let bytes = files[path] else {
                findings.add(path, 0, "この文書がありません。作ってください。", "This document is missing.")
                return nil
            }
            return DocumentReader(bytes: bytes, path: path, findings: findings)
        }
        func documents<Value>(_ folder: String, _ read: (DocumentReader, String) -> Value?) -> [Value] {
            files.keys.sorted().compactMap { path in
                guard let id = path.document(in: folder) else { return nil }
                if !id.isCode {
                    findings.add(
                        path, 0, "文書の名前は、半角の英小文字・数字・「-」にしてください。", "Name the document with a-z, 0-9 and -.")
                }
                return reader(path).flatMap { read($0, id) }
            }
        }
        let head = reader("programme.yaml").flatMap(Head.init)
        let flow = reader("flow.yaml").flatMap(Flow.init)
        let forms = documents("forms") { Form($0, id: $1) }
        let sheets = documents("sheets") { Form($0, id: $1) }
        let letters = documents("letters") { LetterTemplate($0, id: $1) }
        let tables = documents("tables") { ReferenceTable($0, id: $1) }
        let attachments = files.keys.sorted().filter { $0.hasPrefix("files/") }.map { path -> Attachment in
            let bytes = files[path] ?? []
            if bytes.count > Attachment.largest {
                findings.add(path, 0, "ファイルが大きすぎます（20MBまで）。", "The file is too large (at most 20 MB).")
            }
            if !path.isAttachmentPath {
                findings.add(path, 0, "ファイルの名前に使えない文字があります。別の名前にしてください。", "Give the file another name.")
            }
            if path.hasSuffix(".md"), String(validatingUTF8Bytes: bytes) == nil {
                findings.add(path, 0, "UTF-8の文書ではありません。UTF-8で保存し直してください。", "Not UTF-8: save it as UTF-8.")
            }
            return Attachment(path: path, bytes: bytes)
        }
        guard let head, let flow else { return nil }
        self.init(
            code: head.code, agency: head.agency, name: head.name, summary: head.summary, windows: head.windows,
            flow: flow, forms: forms, sheets: sheets, letters: letters, tables: tables, attachments: attachments)
    }

    /// What `programme.yaml` says.
    private struct Head {
        let code: String
        let agency: AgencyName
        let name: Text
        let summary: Text
        let windows: [Window]

        init?(_ reader: DocumentReader) {
            guard let mapping = reader.mapping("補助金") else { return nil }
            let code = mapping.code("code")
            let agency = mapping.member("agency").flatMap { member -> AgencyName? in
                guard let members = member.mapping("実施機関") else { return nil }
                let code = members.code("code")
                let name = members.text("name")
                let signatory = members.text("signatory")
                members.finish()
                guard let code, let name, let signatory else { return nil }
                return AgencyName(code: code, name: name, signatory: signatory)
            }
            if !mapping.has("agency") { mapping.wrong("「agency」がありません。書き足してください。", "“agency” is missing.") }
            let name = mapping.text("name")
            let summary = mapping.text("summary")
            var windows: [Window] = []
            for item in mapping.list("windows", required: true) {
                guard let window = Window(item) else { continue }
                if windows.contains(where: { $0.id == window.id }) {
                    item.wrong("受付窓口のid「\(window.id)」が2回あります。", "Window id “\(window.id)” is there twice.")
                }
                windows.append(window)
            }
            mapping.finish()
            guard let code, let agency, let name, let summary else { return nil }
            self.code = code
            self.agency = agency
            self.name = name
            self.summary = summary
            self.windows = windows
        }
    }
}

extension Attachment {
    /// Bytes of one file.
    static let largest = 20 * 1_048_576
}

extension Window {
    init?(_ reader: DocumentReader) {
        guard let mapping = reader.mapping("受付窓口") else { return nil }
        let id = mapping.code("id")
        let name = mapping.text("name")
        let area = mapping.textOrNil("area")
        let contact = mapping.textOrNil("contact")
        let when = mapping.stringOrNil("when")
        mapping.finish()
        guard let id, let name else { return nil }
        reader.findings.mark("window \(id)", reader.path, mapping.has("when") ? mapping.line(of: "when") : reader.line)
        self.init(id: id, name: name, area: area, contact: contact, when: when)
    }

    var node: Node {
        mappingNode([
            ("id", .text(id)), ("name", name.node), ("area", area?.node), ("contact", contact?.node),
            ("when", when.map { .text($0) }),
        ])
    }
}

extension String {
    /// The id of a YAML document in a folder: `call` for `forms/call.yaml`.
    func document(in folder: String) -> String? {
        guard hasPrefix("\(folder)/"), hasSuffix(".yaml") else { return nil }
        let id = dropFirst(folder.count + 1).dropLast(5)
        return id.contains("/") ? nil : String(id)
    }

    /// `files/NAME`, with no way out of that folder.
    var isAttachmentPath: Bool {
        let name = dropFirst(6)
        return hasPrefix("files/") && !name.isEmpty && name.utf8.count <= 200 && name != "." && name != ".."
            && !name.unicodeScalars.contains { $0 == "/" || $0 == "\\" || $0.value < 0x20 || $0.value == 0x7F }
    }

    var isKnownDocument: Bool {
        self == "programme.yaml" || self == "flow.yaml" || hasPrefix("files/")
            || ["forms", "sheets", "letters", "tables", "rounds"].contains { document(in: $0) != nil }
    }
}
