import Testing

@testable import Grants

/// A folder small enough to read, and right: each test breaks one thing in it.
enum Sample {
    static let files: [String: [UInt8]] = texts.mapValues { Array($0.utf8) }

    static let texts = [
        "programme.yaml": """
        code: sample
        agency:
          code: bureau
          name: 見本局
          signatory: 見本局長　見本　太郎
        name: {ja: 見本補助金, en: Sample Subsidy}
        summary: 見本です
        windows:
        - id: kanto
          name: 関東
        - id: kinki
          name: 近畿
        """,
        "flow.yaml": """
        procedures:
        - id: call
          name: 公募申請
          form: call
          start: round
          stages:
          - id: check
            name: 形式審査
            kind: check
            outcomes:
            - {id: forward, label: 進める, to: external}
            - {id: return, label: 差し戻す, to: applicant}
          - id: external
            name: 外部審査
            kind: review
            reviewers: 2
            sheet: score
            outcomes:
            - {id: forward, label: 進める, to: decision}
          - id: decision
            name: 採否決定
            kind: decision
            outcomes:
            - {id: adopt, label: 採択, to: end adopted, letter: adoption, opens: [grant]}
            - {id: reject, label: 不採択, to: end rejected, letter: rejection}
        - id: grant
          name: 交付申請
          form: grant
          start: outcome
          days: 30
          stages:
          - id: decision
            name: 交付決定
            kind: decision
            outcomes:
            - {id: grant, label: 交付決定, to: end granted}
        """,
        "forms/call.yaml": """
        title: 公募申請書
        sections:
        - id: plan
          title: 事業計画
          fields:
          - name: 事業名
            type: text
            required: true
          - name: 金額
            type: money
            minimum: 1000
            maximum: 5000000
          - name: 開始日
            type: date
            earliest: 2026-04-01
            latest: 2028-03-31
          - name: 取組
            type: choices
            choices: [設備, 人材]
            minimum: 1
        - id: documents
          title: 添付書類
          fields:
          - name: 計画書
            type: file
            kinds: [pdf]
            maximum size: 16MB
        """,
        "forms/grant.yaml": """
        title: 交付申請書
        sections:
        - id: costs
          title: 経費
          fields:
          - name: 交付申請額
            type: money
        """,
        "sheets/score.yaml": """
        title: 審査票
        sections:
        - id: criteria
          title: 採点
          fields:
          - name: 新規性
            type: integer
            minimum: 1
            maximum: 5
            required: true
        """,
        "letters/adoption.yaml": """
        title: 採択通知書
        number: 見本採
        body:
        - 下記のとおり採択します。
        items:
        - {label: 事業名, text: '{事業名}'}
        - {label: 金額, text: '{回答:金額}'}
        """,
        "letters/rejection.yaml": """
        title: 不採択通知書
        number: 見本不
        body:
        - 次の理由により採択しません。
        - '{理由}'
        """,
        "rounds/first.yaml": """
        title: 見本補助金第1回公募
        catchphrase: 見本です
        description: 見本です
        visibility: published
        opens: 2026-11-01T09:00
        closes: 2026-12-25T17:00
        windows: [kanto, kinki]
        ceiling: 2000000
        accounts: [prime, member]
        areas: [全国]
        downloads:
        - label: 公募要領
          path: files/guidelines.md
        """,
        "files/guidelines.md": "# 公募要領\n",
    ]
}

extension [String: [UInt8]] {
    /// Puts one text in the place of the first occurrence of another.
    mutating func edit(_ path: String, _ old: String, _ new: String) {
        let text = String(decoding: self[path] ?? [], as: UTF8.self)
        guard let range = text.firstRange(of: old) else {
            Issue.record("\(path) does not say \(old)")
            return
        }
        self[path] = Array(text.replacingCharacters(in: range, with: new).utf8)
    }

    /// The line, from 1, on which a text begins; 0 where it is not there.
    func line(of text: String, in path: String) -> Int {
        let document = String(decoding: self[path] ?? [], as: UTF8.self)
        return document.firstRange(of: text).map { document[..<$0.lowerBound].filter { $0 == "\n" }.count + 1 } ?? 0
    }

    /// What is found in this folder.
    var findings: [Finding] {
        do {
            return try ProgrammeFolder(reading: self).warnings
        } catch { return error.findings }
    }
}

/// One thing to break, and what is to be said about it.
struct Breakage: Sendable, CustomTestStringConvertible {
    let path: String
    let old: String
    let new: String
    /// What stands on the line the finding names; nil for the document as a whole.
    let at: String?
    /// The document the finding names, where it is another one.
    var reportedIn: String?
    let says: String

    init(_ path: String, _ old: String, _ new: String, at: String?, in reportedIn: String? = nil, _ says: String) {
        (self.path, self.old, self.new, self.at, self.reportedIn, self.says) = (path, old, new, at, reportedIn, says)
    }

    var testDescription: String { "\(path): \(new)" }
}

@Suite("What is found in broken documents")
struct ProgrammeDocumentFindingTests {
    @Test("The sample has nothing wrong")
    func right() { #expect(Sample.files.findings.map(\.description) == []) }

    static let slips: [Breakage] = [
        Breakage("forms/call.yaml", "required:", "requierd:", at: "requierd", "「required」ではありませんか"),
        Breakage("forms/call.yaml", "title: 公募申請書\n", "", at: "sections", "「title」がありません"),
        Breakage("forms/call.yaml", "type: money", "type: monney", at: "monney", "「money」ではありませんか"),
        Breakage("forms/call.yaml", "type: text", "type: file size", at: "file size", "知らない言葉"),
        Breakage("forms/call.yaml", "  - name: 金額\n", "  - name: 事業名\n", at: "- name: 事業名\n    type: mon", "2回あります"),
        Breakage("forms/call.yaml", "id: documents", "id: plan", at: "id: plan\n  title: 添付", "2回あります"),
        Breakage("forms/call.yaml", "[設備, 人材]", "[設備, 設備]", at: "[設備", "選択肢「設備」が2回"),
        Breakage("forms/call.yaml", "[設備, 人材]", "[]", at: "choices: []", "「choices」が空です"),
        Breakage("forms/call.yaml", "[設備, 人材]\n    minimum: 1", "[設備]\n    minimum: 2", at: "minimum: 2", "選択肢の数"),
        Breakage("forms/call.yaml", "maximum: 5000000", "maximum: 500", at: "maximum: 500", "より小さく"),
        Breakage("forms/call.yaml", "maximum: 5000000", "maximum: たくさん", at: "たくさん", "整数"),
        Breakage("forms/call.yaml", "maximum: 5000000", "maximum: 9223372036854775808", at: "9223372", "整数"),
        Breakage("forms/call.yaml", "latest: 2028-03-31", "latest: 2027-02-29", at: "2027-02-29", "の形で書いてください"),
        Breakage("forms/call.yaml", "latest: 2028-03-31", "latest: 2026-03-31", at: "latest", "より前です"),
        Breakage("forms/call.yaml", "required: true", "required: ok", at: "required", "ok"),
        Breakage("forms/call.yaml", "required: true", "prefill: organisation.tel", at: "prefill", "の形で書いてください"),
        Breakage("forms/call.yaml", "required: true", "prefill: organisation.address", at: "prefill", "この型の項目には入りません"),
        Breakage("forms/call.yaml", "required: true", "help:", at: "help:", "空です"),
        Breakage("forms/call.yaml", "required: true", "help: {en: only}", at: "help:", "「ja」がありません"),
        Breakage("forms/call.yaml", "required: true", "digits: 0", at: "digits", "1以上の整数"),
        Breakage("forms/call.yaml", "required: true", "help: |", at: "help: |", "空です"),
        Breakage("forms/call.yaml", "type: text", "type: pledge", at: "- name: 事業名", "「statement」がありません"),
        Breakage("forms/call.yaml", "type: text", "type: text\n    unit: 人", at: "unit", "「unit」という項目はありません"),
        Breakage("forms/call.yaml", "kinds: [pdf]", "kinds: [pdf, exe]", at: "exe", "「exe」は一覧にない値です"),
        Breakage("forms/call.yaml", "kinds: [pdf]", "kinds: [pdf, pdf]", at: "kinds", "2回あります"),
        Breakage("forms/call.yaml", "size: 16MB", "size: 大", at: "size: 大", "16MB"),
        Breakage("forms/call.yaml", "size: 16MB", "count: 0", at: "count", "1以上の整数"),
        Breakage("forms/call.yaml", "name: 開始日", "name: 開始 日", at: "開始 日", "名前"),
        Breakage("forms/call.yaml", "name: 開始日", "name: 1日目", at: "1日目", "名前"),
        Breakage("forms/call.yaml", "name: 開始日", "name: 開始-日", at: "開始-日", "名前"),
        Breakage("forms/call.yaml", "name: 開始日", "name: （開始日）", at: "（開始日）", "名前"),
        Breakage("forms/call.yaml", "title: 公募申請書", "title: 公募申請書\ntitle: 申請書", at: "title: 公募", "同じ項目が2回"),
        Breakage("forms/call.yaml", "title: 公募申請書", "- 公募申請書", at: "sections", "YAMLとして読めません"),
        Breakage("forms/call.yaml", "title: 公募申請書", "title: \"公募申請書", at: "title", "YAMLとして読めません"),
        Breakage("forms/call.yaml", "  title: 事業計画", "\ttitle: 事業計画", at: "\ttitle", "YAMLとして読めません"),
        Breakage("programme.yaml", "code: sample", "code: Sample!", at: "Sample!", "半角の英小文字"),
        Breakage("programme.yaml", "  code: bureau\n", "", at: "  name: 見本局", "「code」がありません"),
        Breakage("programme.yaml", "- id: kinki\n", "- id: kanto\n", at: "- id: kanto\n  name: 近畿", "2回あります"),
        Breakage("rounds/first.yaml", "closes: 2026-12-25T17:00", "closes: 2026-11-01T09:00", at: "closes", "より後"),
        Breakage("rounds/first.yaml", "closes: 2026-12-25T17:00", "closes: 2026-11-31T09:00", at: "closes", "の形で"),
        Breakage("rounds/first.yaml", "closes: 2026-12-25T17:00", "closes: 2026-12-25T24:00", at: "closes", "の形で"),
        Breakage("rounds/first.yaml", "visibility: published", "visibility: public", at: "visibility", "知らない言葉"),
        Breakage("rounds/first.yaml", "[prime, member]", "[]", at: "accounts", "空です"),
        Breakage("rounds/first.yaml", "[prime, member]", "[prime, gold]", at: "accounts", "一覧にない値"),
        Breakage("rounds/first.yaml", "[全国]", "[関東地方]", at: "areas", "一覧にない値"),
        Breakage("rounds/first.yaml", "[kanto, kinki]", "[kanto, kanto]", at: "windows", "2回あります"),
        Breakage("rounds/first.yaml", "[kanto, kinki]", "kanto", at: "windows", "一覧で書いてください"),
        Breakage("rounds/first.yaml", "ceiling: 2000000", "ceiling: -1", at: "ceiling", "0以上の整数"),
        Breakage("rounds/first.yaml", "ceiling: 2000000", "grants begin: 2027-13", at: "grants begin", "の形で"),
        Breakage("flow.yaml", "days: 30", "days: 0", at: "days", "1以上の日数"),
        Breakage("flow.yaml", "kind: review", "kind: revue", at: "kind: revue", "「review」ではありませんか"),
    ]

    @Test("A slip of the pen is named with its line and what to do", arguments: slips)
    func slip(breakage: Breakage) throws {
        var files = Sample.files
        files.edit(breakage.path, breakage.old, breakage.new)
        let line = try breakage.at.map { at in
            let line = files.line(of: at, in: breakage.path)
            return try #require(line > 0 ? line : nil, "\(at) is not in the document")
        }
        let findings = files.findings.filter { $0.path == breakage.path }
        #expect(
            findings.contains { $0.line == line ?? 0 && $0.message.ja.contains(breakage.says) },
            "\(findings.map(\.description)), expected line \(line ?? 0)")
        #expect(findings.count == 1, "\(findings.map(\.description))")
        #expect(findings.allSatisfy { $0.message.en?.isEmpty == false })
    }

    static let dangling: [Breakage] = [
        Breakage("rounds/first.yaml", "[kanto, kinki]", "[kanto, kinky]", at: "title", "「kinki」ではありませんか"),
        Breakage("rounds/first.yaml", "files/guide", "files/gaide", at: "- label: 公募要領", "files/guidelines.md"),
        Breakage("flow.yaml", "form: grant", "form: grand", at: "- id: grant", "「grant」ではありませんか"),
        Breakage("flow.yaml", "sheet: score", "sheet: scores", at: "- id: external", "「score」ではありませんか"),
        Breakage("flow.yaml", "    sheet: score\n", "", at: "- id: external", "審査票"),
        Breakage("flow.yaml", "reviewers: 2", "reviewers: 0", at: "- id: external", "（reviewers）"),
        Breakage("flow.yaml", "kind: check", "kind: check\n    reviewers: 1", at: "- id: check", "reviewの段階だけ"),
        Breakage("flow.yaml", "letter: adoption", "letter: adaption", at: "{id: adopt", "「adoption」ではありませんか"),
        Breakage("flow.yaml", "to: external", "to: externals", at: "{id: forward", "「external」ではありませんか"),
        Breakage("flow.yaml", "opens: [grant]", "opens: [grand]", at: "{id: adopt", "「grant」ではありませんか"),
        Breakage("flow.yaml", "opens: [grant]", "opens: [grant, call]", at: "{id: adopt", "結果から始めるもの"),
        Breakage("flow.yaml", ", opens: [grant]", "", at: "- id: grant", "この手続きを始められる結果がありません"),
        Breakage("flow.yaml", "start: round", "start: outcome", at: "- id: call", "最初の手続きは「start: round」"),
        Breakage("flow.yaml", "start: outcome", "start: case", at: "- id: grant", "申請できる条件「when」"),
        Breakage(
            "flow.yaml", "start: outcome", "start: outcome\n  when: 公募申請.結果 = \"採用\"", at: "when: 公募申請", "採用"),
        Breakage("flow.yaml", "start: outcome", "start: outcome\n  when: 公募.結果 = 1", at: "when: 公募.結果", "公募"),
        Breakage("flow.yaml", "start: outcome", "start: outcome\n  until: 公募申請.件数", at: "until: 公募申請", "日付"),
        Breakage("flow.yaml", "start: round", "start: round\n  repeats: true", at: "- id: call", "「repeats」は"),
        Breakage("flow.yaml", "start: round", "start: round\n  days: 3", at: "- id: call", "「after」「days」「until」は"),
        Breakage(
            "flow.yaml", "procedures:", "values:\n- {name: 決定額, type: money}\nprocedures:", at: "name: 決定額", "決めません"),
        Breakage(
            "flow.yaml", "to: applicant}", "to: applicant, limit: 0}", at: "limit: 0", "1以上の回数"),
        Breakage(
            "flow.yaml", "to: end granted", "to: end granted, set: [{value: 決定額, to: '1'}]", at: "value: 決定額",
            "「values」にありません"),
        Breakage("flow.yaml", "start: outcome", "start: round", at: "- id: grant", "2つ目以降"),
        Breakage("flow.yaml", "to: external", "to: decision", at: "- id: external", "どの結果からも来ない"),
        Breakage("flow.yaml", "to: decision}", "to: check}", at: "- id: check", "終わりに着けません"),
        Breakage("flow.yaml", "to: decision}", "to: applicant}", at: "{id: forward, label: 進める, to: app", "差し戻せません"),
        Breakage(
            "flow.yaml", "to: end adopted, letter: adoption, opens: [grant]", "to: check", at: "{id: adopt", "decision"),
        Breakage("flow.yaml", "to: applicant}", "to: applicant, letter: adoption}", at: "{id: return", "差戻しの結果には"),
        Breakage("flow.yaml", "to: end granted", "to: end withdrawn", at: "end withdrawn", "の形で書いてください"),
        Breakage("flow.yaml", "id: decision\n    name: 採否", "id: end\n    name: 採否", at: "id: end", "idには使えません"),
        Breakage(
            "flow.yaml", "    outcomes:\n    - {id: forward, label: 進める, to: decision}", "    outcomes: []",
            at: "outcomes: []", "空です"),
        Breakage("flow.yaml", "id: return", "id: forward", at: "{id: forward, label: 差", "2回あります"),
        Breakage("letters/adoption.yaml", "{事業名}", "{事業の名}", at: "{事業の名}", "入れるものがありません"),
        Breakage("letters/adoption.yaml", "回答:金額", "回答:金がく", at: "回答:金がく", "「金額」ではありませんか"),
        Breakage("letters/rejection.yaml", "- '{理由}'", "- '{結果}'", at: "title", "行政手続法第8条"),
        Breakage("sheets/score.yaml", "    maximum: 5\n", "", at: nil, "minimumとmaximumのある整数"),
        Breakage(
            "sheets/score.yaml", "type: integer\n    minimum: 1\n    maximum: 5", "type: long text", at: nil, "整数"),
        Breakage(
            "sheets/score.yaml", "required: true", "required: true\n  - {name: 図, type: file, kinds: [pdf]}", at: nil,
            "ファイルと表の項目"),
        Breakage("flow.yaml", ", letter: rejection", "", at: nil, in: "letters/rejection.yaml", "どの結果も使っていない"),
        Breakage("flow.yaml", "form: grant", "form: call", at: nil, in: "forms/grant.yaml", "どの手続きも使っていない"),
    ]

    @Test("A name that leads nowhere, or a flow that cannot work, is named where it stands", arguments: dangling)
    func leadsNowhere(breakage: Breakage) throws {
        var files = Sample.files
        files.edit(breakage.path, breakage.old, breakage.new)
        let path = breakage.reportedIn ?? breakage.path
        let line = breakage.at.map { files.line(of: $0, in: path) } ?? 0
        #expect(breakage.at == nil || line > 0)
        let findings = files.findings
        #expect(
            findings.contains { $0.path == path && $0.line == line && $0.message.ja.contains(breakage.says) },
            "\(findings.map(\.description)), expected line \(line)")
    }

    @Test("A document that must be there is asked for", arguments: ["programme.yaml", "flow.yaml"])
    func missing(path: String) {
        var files = Sample.files
        files[path] = nil
        #expect(files.findings.contains { $0.path == path && $0.message.ja.contains("この文書がありません") })
    }

    @Test(
        "A document in no known place, or with a name that is none, is named",
        arguments: [
            "forms/call.yml", "letters/古い/a.yaml", "メモ.txt", "forms/Call.yaml", "rounds/第1回.yaml", "files/a/b.md",
            "files/..",
        ])
    func places(path: String) {
        var files = Sample.files
        files[path] = files["forms/call.yaml"]
        #expect(files.findings.contains { $0.path == path && $0.line == 0 })
    }

    @Test("Everything wrong is found at once, each thing once, in the order of documents and lines")
    func all() {
        var files = Sample.files
        files.edit("forms/call.yaml", "required: true", "requierd: true")
        files.edit("forms/call.yaml", "type: money", "type: monney")
        files.edit("rounds/first.yaml", "visibility: published", "visibility: public")
        files.edit("letters/rejection.yaml", "number: 見本不\n", "")
        files.edit("letters/adoption.yaml", "{事業名}", "{名}{名}")
        let findings = files.findings
        #expect(
            findings.map { "\($0.path):\($0.line)" } == [
                "forms/call.yaml:8", "forms/call.yaml:10", "letters/adoption.yaml:6", "letters/rejection.yaml:1",
                "rounds/first.yaml:4",
            ])
        #expect(Refused(findings: findings).description.hasPrefix("forms/call.yaml:8: 「requierd」という項目はありません。"))
    }

    @Test("A round alone is refused with its line, too")
    func round() {
        let text = (Sample.texts["rounds/first.yaml"] ?? "").replacing("closes: 2026", with: "closes: 2025")
        #expect {
            try Round(reading: text, path: "rounds/first.yaml")
        } throws: { ($0 as? Refused)?.findings.map(\.line) == [6] }
    }
}
