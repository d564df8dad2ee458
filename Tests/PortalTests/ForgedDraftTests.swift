import Foundation
import Grants
import HTTPTypes
import Storage
import Testing

@testable import Portal
@testable import UseCases

/// What a draft makes of boxes no page of it has, and what of it is recorded.
@Suite("A draft that is tampered with")
struct ForgedDraftTests {
    /// Fields of every way of not being the applicant's, a table, and what depends on conditions.
    private static let extra = Section(
        id: "extra", title: "追加",
        fields: [
            Field(name: "倍額", label: "倍額", type: .money(MoneyLimits()), calculation: "総事業費 * 2"),
            Field(
                name: "会社名", label: "会社名", type: .text(TextLimits()), prefill: .organisationName, isLocked: true),
            Field(name: "判定", label: "判定", type: .text(TextLimits()), isInternal: true),
            Field(name: "詳細あり", label: "詳細あり", type: .yesNo),
            Field(name: "詳細", label: "詳細", type: .longText(TextLimits()), required: true, relevant: "詳細あり = true"),
            Field(
                name: "詳細の書類", label: "詳細の書類", type: .file(FileLimits(kinds: [.pdf])), relevant: "詳細あり = true"),
            Field(name: "率", label: "率", type: .rate(RateLimits())),
            Field(name: "小数", label: "小数", type: .decimal(DecimalLimits(places: 3))),
            Field(
                name: "明細", label: "明細",
                type: .table(
                    Table(
                        rows: .free(minimum: 0, maximum: 30),
                        columns: [
                            Field(name: "品", label: "品", type: .text(TextLimits(maximum: 20)), required: true),
                            Field(name: "値", label: "値", type: .money(MoneyLimits())),
                            Field(name: "比", label: "比", type: .rate(RateLimits())),
                            Field(name: "税込", label: "税込", type: .money(MoneyLimits()), calculation: "floor(値 * 1.1)"),
                            Field(name: "紙", label: "紙", type: .file(FileLimits(kinds: [.pdf], maximumCount: 2))),
                        ], totals: ["値", "税込"]))),
            Field(
                name: "区分表", label: "区分表",
                type: .table(
                    Table(
                        rows: .fixed(
                            name: "費目", label: "費目",
                            [Choice(code: "l", label: "人件費"), Choice(code: "g", label: "物品費")]),
                        columns: [Field(name: "額", label: "額", type: .money(MoneyLimits()))]))),
        ])

    private func house() async throws -> House {
        let house = try await House()
        try await house.publish { form in
            form.sections.insert(Self.extra, at: 2)
            form.stops = [Stop(when: "従業員数 > 200", message: "{従業員数}人の会社は対象になりません")]
        }
        return house
    }

    private func path(_ filing: String) -> String { Site.filingSection(filing, "extra") }

    /// Saves the extra page with other boxes besides.
    @discardableResult
    private func save(
        _ browser: Browser, _ filing: String, _ values: [(String, String)], act: String = "save"
    ) async throws -> Reply {
        let page = try await browser.get(path(filing))
        let names = Set(values.map(\.0))
        let fields = try #require(page.form(to: path(filing))).fields.filter { !names.contains($0.0) && $0.0 != "act" }
        return try await browser.post(path(filing), fields + values + [("act", act)])
    }

    @Test("keeps no box that is not asked: of no field, of computed, locked and internal ones, of rows and columns")
    func forged() async throws {
        let house = try await house()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        let before = try await house.draft(filing)
        let forged = [
            ("無い項目", "1"), ("倍額", "1"), ("会社名", "別の会社"), ("判定", "合格"), ("明細.r1.税込", "1"),
            ("明細.r1.無い", "1"), ("明細.r1", "1"), ("明細.R1.品", "x"), ("明細..品", "x"), ("明細.r1.品.x", "x"),
            ("区分表", "x"), ("区分表.x.額", "5"), ("区分表.l.無い", "5"), ("小数.other", "x"), ("明細.r1.紙", "x"),
            ("詳細の書類", "x"), ("事業名", "別の頁の項目"), ("__proto__", "x"), ("明細", "../.."), ("明細", "r 1"), ("明細", "あ"),
            ("明細", String(repeating: "r", count: 41)),
        ]
        let reply = try await save(applicant, filing, forged)
        #expect(reply.status == 303)
        let after = try await house.draft(filing)
        // The list of rows was sent, and with nothing in it that is a row.
        func filled(_ typed: Typed) -> [String: [String]] {
            typed.boxes.filter { $0.key != "明細" && !$0.value.allSatisfy(\.isEmpty) }
        }
        #expect(filled(after) == filled(before))
        #expect(after.all("明細") == [])
        let auto = try await applicant.post(
            Site.filingAutosave(filing),
            try #require(try await applicant.get(path(filing)).form(to: path(filing))).fields + forged,
            headers: [.autosave: "1"])
        #expect(auto.status == 200)
        #expect(try await house.draft(filing).first("会社名") == "赤坂染物店")
        #expect(try await house.draft(filing).first("判定") == "")
    }

    @Test("keeps a text of ten megabytes out, and what stood there before")
    func huge() async throws {
        let house = try await house()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await save(applicant, filing, [("詳細あり", "yes"), ("詳細", "前の文")])
        let reply = try await save(applicant, filing, [("詳細", String(repeating: "x", count: 10_000_000))])
        #expect(reply.status == 413)
        #expect(try await house.draft(filing).first("詳細") == "前の文")
        // Far more than any field takes, and less than a form may hold: judged, and said.
        let next = try await save(
            applicant, filing, [("詳細", String(repeating: "x", count: 15_000))], act: "next")
        #expect(next.status < 500)
        #expect(try await house.draft(filing).first("詳細").count == 15_000)
    }

    @Test("takes at most its rows, and row buttons of other tables, fixed tables and odd names are refused")
    func rows() async throws {
        let house = try await house()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        let many = (1...1001).map { ("明細", "r\($0)") } + (1...1001).map { ("明細.r\($0).品", "品\($0)") }
        let reply = try await save(applicant, filing, many, act: "next")
        #expect(reply.status == 422)
        #expect(reply.words.contains("30行まで"))
        let dropped = try await save(applicant, filing, [("明細", "r1"), ("明細.r1.品", "残る")])
        #expect(dropped.status == 303)
        for act in [
            "add:区分表", "copy:区分表.l", "drop:区分表.l", "drop:明細.無い", "copy:明細.x", "add:無い", "add:総事業費", "add:判定",
            "paste:明細.r1.無い", "paste:明細.x.品", "paste:区分表", "csv:無い", "look:詳細", "look:無い", "pick:詳細.0",
            "pick:詳細.99999999999999999999", "pick:会社名.-1", "look:明細.r1.税込", "add:a\r\nSet-Cookie: x=y",
            "look:a\r\nSet-Cookie: x=y", "csv:a\r\nb", "look:\u{0}", "add:", ":", "add:明細.r1", "next:x",
        ] {
            let reply = try await save(applicant, filing, [("pasted", "1\t2\n3"), ("paste.区分表", "人件費\t5")], act: act)
            #expect(reply.status < 500, "\(act)")
            #expect(reply.headers[.setCookie]?.contains("x=y") != true)
            #expect(reply.location?.contains("\n") != true, "\(act): \(reply.location ?? "")")
        }
        let draft = try await house.draft(filing)
        #expect(draft.first("明細.r1.品") == "残る")
        #expect(draft.first("会社名") == "赤坂染物店")
        #expect(draft.first("区分表.l.額") == "5", "pasting into fixed rows is no change of rows")
    }

    @Test("takes no file into a cell of a row that is gone, nor into what asks for none")
    func files() async throws {
        let house = try await house()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await save(applicant, filing, [("明細", "r1"), ("明細.r1.品", "机")])
        let page = try await applicant.get(path(filing))
        #expect(
            page.text.contains("formaction=\"\(Site.filingFiles(filing, "明細.r1.紙"))\""),
            "\(page.forms.flatMap(\.buttons).compactMap { $0["formaction"] })")
        let attached = try await applicant.upload(
            page, to: Site.filingFiles(filing, "明細.r1.紙"), name: "領収書.pdf", content: Steps.pdf)
        #expect(attached.status == 303, "\(attached.words.prefix(500))")
        let stale = try await applicant.get(path(filing))
        #expect(try await save(applicant, filing, [], act: "drop:明細.r1").status == 303)
        let late = try await applicant.upload(
            stale, to: Site.filingFiles(filing, "明細.r1.紙"), name: "別.pdf", content: Steps.pdf)
        #expect(late.status >= 400 && late.status < 500, "\(late.status)")
        let left = try await house.installation.database.read {
            try $0.rows("select * from file where removed_at is null").count
        }
        #expect(left == 0, "the file went with its row")
        for place in ["倍額", "詳細", "明細", "明細.r1.品", "明細.r1", "無い", "判定", "区分表.l.額"] {
            let reply = try await applicant.send(
                .post, Site.filingFiles(filing, place), headers: [.contentType: "multipart/form-data; boundary=x"],
                body: Array("--x--\r\n".utf8))
            #expect(reply.status == 404, "\(place): \(reply.status)")
        }
    }

    @Test("files what is shown alone: hidden answers and their files stay in the draft and out of the record")
    func hidden() async throws {
        let house = try await house()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        try await save(
            applicant, filing,
            [
                ("詳細あり", "yes"), ("詳細", "秘密の詳細"), ("率", "2/3"), ("小数", "1.250"), ("明細", "r1"), ("明細", "r2"),
                ("明細.r1.品", "机"), ("明細.r1.値", "999"), ("明細.r1.比", "66.7%"), ("明細.r2.品", "椅子"), ("区分表.g.額", "７００"),
            ])
        let page = try await applicant.get(path(filing))
        let attached = try await applicant.upload(
            page, to: Site.filingFiles(filing, "詳細の書類"), name: "秘密.pdf", content: Steps.pdf)
        #expect(attached.status == 303)
        try await save(applicant, filing, [("詳細あり", "no")])
        #expect(try await house.draft(filing).first("詳細") == "秘密の詳細", "the draft keeps it")
        let check = try await applicant.get(Site.filingCheck(filing))
        #expect(!check.words.contains("秘密の詳細"))
        // While a stop is active nothing is submitted.
        let plan = Site.filingSection(filing, "plan")
        let active = ["従業員数": ["201"], "act": ["save"]]
        _ = try await applicant.submit(try await applicant.get(plan), to: plan, active)
        let stopped = try await applicant.submitFiling(filing)
        #expect(stopped.status == 422)
        #expect(stopped.words.contains("201人の会社は対象になりません"))
        _ = try await applicant.submit(
            try await applicant.get(plan), to: plan, ["従業員数": ["12"], "act": ["save"]])

        // Another version is published meanwhile: the draft is judged and filed under its own.
        let version = try await house.publish { $0.title = "第3版" }
        #expect(version == 3)
        let id = try #require(ID<Filing>(filing))
        let typed = try await house.draft(filing)
        let submitted = try await applicant.submitFiling(filing)
        #expect(submitted.status == 303, "\(submitted.words.prefix(600))")

        let record = try await house.installation.database.read { connection -> (String, Case?) in
            let row = try connection.first("select case_id from filing where id = \(id.text)")
            let place = try row?.text("case_id") ?? ""
            return (place, try ID<Case>(place).flatMap { try CaseLog(connection).load($0) })
        }
        let state = try #require(record.1)
        #expect(state.opening.version == 2)
        let revision = try #require(state.filing(id)?.current)
        #expect(!revision.answers.canonical.contains("秘密"))
        #expect(revision.answers["詳細の書類"] == nil)
        #expect(revision.files.map(\.name) == ["事業計画書.pdf"], "the hidden question's file is not filed")
        // What was computed is what a fresh judgement gives, and all of it reads back as it was.
        let judge = try #require(
            house.installation.published.current.definition("colour-bureau/colourful", version: 2)?.judge(form: "call"))
        let profile = Circumstances.Organisation(
            name: "赤坂染物店", corporateNumber: "7000012050002", prefecture: "東京都", city: "港区")
        let fresh = judge.judge(
            typed, files: revision.files,
            Circumstances(
                moment: house.clock.now, round: house.installation.published.current.round(house.red)?.round,
                organisation: profile))
        #expect(fresh.errors.isEmpty, "\(fresh.errors.map(\.message.ja))")
        #expect(judge.form.json(of: fresh.answers).canonical == revision.answers.canonical)
        #expect(judge.form.answers(from: revision.answers) == fresh.answers)
        #expect(judge.form.structure(of: revision.answers) == [])
        #expect(revision.answers["倍額"] == .integer(6_000_000))
        #expect(revision.answers["率"] == .string("2/3"))
        #expect(revision.answers["明細"]?.array?.count == 2)
        #expect(revision.answers["明細"]?.array?.first?["税込"] == .integer(1098))
        let report = try await house.audit()
        #expect(report.isSound)

        // Nor does the office see what was hidden.
        let staff = try await house.officer("kanto")
        let office = try await staff.get(Site.officeCase(record.0))
        #expect(office.status == 200)
        #expect(!office.text.contains("秘密"))
    }
}
