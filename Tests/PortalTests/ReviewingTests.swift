import Foundation
import Grants
import Storage
import Testing

@testable import Documents
@testable import Portal
@testable import UseCases

@Suite("Reviewing")
struct ReviewingTests {
    /// A case under review, with reviewers who were asked and, but for the first `undeclared`, have declared.
    private func underReview(
        _ house: House, company: String = "赤坂染物店", reviewers: [String], blind: Bool = false
    ) async throws -> (filing: String, case: String) {
        if blind {
            let admin = try await house.officer("admin")
            let stage = Site.adminFlowStage("colour-bureau/colourful", "call", "external")
            try await admin.act(on: stage, stage, ["blind": ["yes"]])
            let publish = Site.adminFlowPublish("colour-bureau/colourful")
            try await admin.act(on: publish, publish, ["rounds": [house.red]])
        }
        let applicant = try await house.applicant(company)
        let filing = try await applicant.start()
        var answers = Steps.answers
        answers["事業名"] = ["\(company)の防災頭巾"]
        answers["事業の概要"] = ["\(company)は、朱雀花子が代表を務め、火に強い素材の頭巾を作ります。"]
        try await applicant.fillIn(filing, answers, plan: "\(company)の計画.pdf")
        #expect(try await applicant.submitFiling(filing).status == 303)
        let place = try #require(ID<Filing>(filing))
        let caseID = try #require(
            try await house.installation.database.read {
                try $0.first("select case_id from filing where id = \(place.text)")?.text("case_id")
            })
        let staff = try await house.officer("kanto")
        let page = Site.officeCase(caseID)
        try await staff.act(on: page, Site.officeMove(caseID, filing), ["outcome": ["forward"]])
        for login in reviewers {
            let account = try await house.installation.database.read { try Accounts($0).find(login: login) }
            try await staff.act(
                on: page, Site.officeAssign(caseID, filing), ["reviewer": [try #require(account?.id.text)]])
            let assignment = try await house.assignment(of: login, in: caseID)
            let reviewer = try await house.officer(login)
            try await reviewer.act(
                on: Site.review(assignment), Site.reviewDeclaration(assignment), ["conflict": ["none"]])
        }
        return (filing, caseID)
    }

    private func score(_ house: House, _ login: String, _ caseID: String, _ points: [String]) async throws -> Reply {
        let assignment = try await house.assignment(of: login, in: caseID)
        let reviewer = try await house.officer(login)
        var values = Dictionary(
            uniqueKeysWithValues: zip(["新規性", "実現可能性", "地域への波及効果", "費用の妥当性"], points.map { [$0] }))
        values["総評"] = ["\(login)の総評です。地域の技術を生かした計画です。"]
        values["act"] = ["submit"]
        return try await reviewer.act(on: Site.review(assignment), Site.reviewSubmit(assignment), values)
    }

    // MARK: The sheet

    @Test("shows what points mean, wants a reason for the lowest, and keeps what is saved without scripts")
    func sheet() async throws {
        let house = try await House()
        let (_, caseID) = try await underReview(house, reviewers: ["reviewer1"])
        let reviewer = try await house.officer("reviewer1")
        let assignment = try await house.assignment(of: "reviewer1", in: caseID)
        let page = try await reviewer.get(Site.review(assignment))
        #expect(page.words.contains("5　全国でも例がない") && page.words.contains("新規性の理由"))
        let saved = try await reviewer.act(
            on: Site.review(assignment), Site.reviewSubmit(assignment), ["新規性": ["1"], "act": ["save"]])
        #expect(saved.status == 303)
        let wanting = try await score(house, "reviewer1", caseID, ["1", "5", "3", "4"])
        #expect(wanting.status == 422 && wanting.words.contains("新規性の理由"), "\(wanting.words.prefix(500))")
        let live = try await reviewer.submit(
            try await reviewer.get(Site.review(assignment)), to: Site.reviewSubmit(assignment), ["act": ["save"]])
        #expect(live.status == 303)
        let form = try #require(try await reviewer.get(Site.review(assignment)).form(to: Site.reviewSubmit(assignment)))
        let answer = try await reviewer.post(Site.reviewLive(assignment), form.fields)
        #expect(answer.text.contains("\"新規性の理由\":true") && answer.text.contains("13点"), "\(answer.text)")
    }

    @Test("others' scores are seen after one's own, and only where the stage shares them")
    func sharing() async throws {
        let house = try await House()
        let (_, caseID) = try await underReview(house, reviewers: ["reviewer1", "reviewer2"])
        #expect(try await score(house, "reviewer1", caseID, ["4", "5", "3", "4"]).status == 303)
        let mine = try await house.assignment(of: "reviewer2", in: caseID)
        let reviewer = try await house.officer("reviewer2")
        let before = try await reviewer.get(Site.review(mine))
        #expect(before.status == 200 && !before.words.contains("reviewer1の総評"))
        let others = try await house.assignment(of: "reviewer1", in: caseID)
        for path in [Site.review(others), Site.reviewPDF(others)] {
            #expect(try await reviewer.get(path).status == 404, "another's assignment does not exist")
        }
        #expect(try await score(house, "reviewer2", caseID, ["2", "2", "3", "2"]).status == 303)
        let after = try await reviewer.get(Site.review(mine))
        #expect(after.words.contains("reviewer1の総評") && after.words.contains("16点（満点20点）"))
        // Pressed twice: nothing is done again.
        let events = try await house.installation.database.read {
            try $0.first("select count(*) as n from case_event where kind = 'scored'")?.integer("n")
        }
        #expect(events == 2)
        #expect(try await house.audit().isSound)
    }

    // MARK: Away from the portal

    private func package(_ reviewer: Browser) async throws -> (names: [String], book: [UInt8], bytes: [UInt8]) {
        let reply = try await reviewer.get(Site.reviewPackage())
        #expect(reply.status == 200)
        var archive = try ZipArchive(reply.bytes, limits: .standard)
        let book = try #require(try archive.contents(of: "審査票.xlsx"))
        // Names stand in the directory as they are.
        let text = String(decoding: reply.bytes, as: UTF8.self)
        let names = text.matches(of: /K[0-9A-Z-]+\/[^\u{0}-\u{1F}]+?\.pdf/).map { String($0.0) }
        return (names, book, reply.bytes)
    }

    /// The workbook with other answers in some lines.
    private func filled(_ book: [UInt8], _ answers: [String: String], key: ((String) -> String)? = nil) throws
        -> [UInt8]
    {
        let sheet = try #require(try Workbook(reading: book).sheets.first)
        let writer = try WorkbookWriter(created: Date(timeIntervalSince1970: 0))
        try writer.addSheet(sheet.name)
        for row in sheet.rows {
            var texts = row.map(\.text)
            if texts.count > 5, let answer = answers[texts[2]] { texts[4] = answer }
            if texts.count > 5, let key { texts[5] = key(texts[5]) }
            try writer.add(texts.map { .text($0) })
        }
        return try writer.finish()
    }

    private static let answers = [
        "新規性": "4", "実現可能性": "５", "地域への波及効果": "3", "費用の妥当性": "4", "総評": "地域の技術を生かした\n具体的な計画です。",
    ]

    @Test("a package holds the applications and a workbook, which is read, shown, and only then saved or submitted")
    func offline() async throws {
        let house = try await House()
        let (_, caseID) = try await underReview(house, reviewers: ["reviewer1"])
        let reviewer = try await house.officer("reviewer1")
        let assignment = try await house.assignment(of: "reviewer1", in: caseID)
        let (names, book, _) = try await package(reviewer)
        #expect(names.contains { $0.hasSuffix("申請書.pdf") } && names.contains { $0.hasSuffix("計画.pdf") }, "\(names)")
        let path = Site.reviewOffline()
        func send(_ bytes: [UInt8]?) async throws -> Reply {
            try await reviewer.send(try await reviewer.get(path), to: path, file: bytes)
        }
        let wrong = try await send(try filled(book, ["新規性": "9", "総評": "短い"]))
        #expect(
            wrong.status == 200 && wrong.words.contains("セルE2") && wrong.words.contains("誤りがあります"), "\(wrong.words)")
        let preview = try await send(try filled(book, Self.answers))
        #expect(preview.words.contains("16点") && preview.words.contains("提出できます"), "\(preview.words)")
        let untouched = try await house.installation.database.read {
            try SheetDrafts($0).find(try #require(ID(assignment)))
        }
        #expect(untouched == nil, "nothing is saved before it is confirmed")
        let saved = try await reviewer.send(preview, to: path, values: ["act": "save"])
        #expect(saved.status == 303 && saved.location?.contains("saved=1") == true)
        let form = try #require(try await reviewer.get(Site.review(assignment)).form(to: Site.reviewSubmit(assignment)))
        #expect(form.fields.contains { $0 == ("総評", "地域の技術を生かした\n具体的な計画です。") })
        // The same preview once more: the sheet has changed since it was shown.
        let again = try await reviewer.send(preview, to: path, values: ["act": "submit"])
        #expect(again.location?.contains("skipped=K") == true, "\(again.location ?? "")")
        let fresh = try await send(try filled(book, Self.answers))
        let done = try await reviewer.send(fresh, to: path, values: ["act": "submit"])
        #expect(done.location?.contains("submitted=1") == true)
        #expect(try await reviewer.send(fresh, to: path, values: ["act": "submit"]).status == 303, "pressed twice")
        #expect(try await reviewer.get(Site.review(assignment)).words.contains("16点（満点20点）"))
        #expect(try await house.audit().isSound)
    }

    @Test("another reviewer's workbook, forged keys, formulas and broken files change nothing and tell nothing")
    func hostile() async throws {
        let house = try await House()
        let (_, caseID) = try await underReview(house, reviewers: ["reviewer1"])
        let owner = try await house.officer("reviewer1")
        let (_, book, _) = try await package(owner)
        _ = try await underReview(house, company: "青山織物", reviewers: ["reviewer2"])
        let other = try await house.officer("reviewer2")
        let path = Site.reviewOffline()
        func send(_ bytes: [UInt8]) async throws -> Reply {
            try await other.send(try await other.get(path), to: path, file: bytes)
        }
        let stranger = try await send(try filled(book, Self.answers))
        #expect(stranger.status == 422 && stranger.words.contains("あなたが審査できる案件の行ではない"))
        #expect(!stranger.words.contains("赤坂"))
        for bytes in [
            Array("これはファイルではない".utf8), Array(book.prefix(book.count / 2)), [UInt8](repeating: 0, count: 5_000),
            try filled(book, [:]) { _ in "x#y" }, try filled(book, [:]) { _ in String(repeating: "#", count: 9_000) },
        ] {
            #expect(try await send(bytes).status == 422)
        }
        // What the preview sends may be anything, too.
        let (_, own, _) = try await package(other)
        let preview = try await send(try filled(own, Self.answers))
        let assignment = try await house.assignment(of: "reviewer1", in: caseID)
        let forged = JSON.array([
            .object(["id": .string(assignment), "version": 0, "boxes": .object(["新規性": .strings(["1"])])])
        ]).canonical
        #expect(try await other.send(preview, to: path, values: ["entries": forged, "act": "submit"]).status == 404)
        for text in ["", "[", "[1,{}]", "{\"a\":1}", "[{\"id\":3}]"] {
            let reply = try await other.send(preview, to: path, values: ["entries": text, "act": "save"])
            #expect(reply.status == 303 && reply.location?.contains("saved=0") == true)
        }
        let drafts = try await house.installation.database.read {
            try $0.first("select count(*) as n from sheet_draft")?.integer("n")
        }
        #expect(drafts == 0)
        #expect(try await house.audit().isSound)
    }

    @Test("of a blind review neither pages nor the package, its names, papers or workbook name the applicant")
    func blind() async throws {
        let house = try await House()
        let (_, caseID) = try await underReview(
            house, company: "株式会社ＡＫＡＳＡＫＡ染物店", reviewers: ["reviewer1"], blind: true)
        let reviewer = try await house.officer("reviewer1")
        let assignment = try await house.assignment(of: "reviewer1", in: caseID)
        let (names, book, bytes) = try await package(reviewer)
        let cells = try Workbook(reading: book).sheets.flatMap(\.rows).joined().map(\.text).joined(separator: "\n")
        let account = try await house.installation.database.read { try Accounts($0).find(login: "reviewer1") }
        let task = try await house.installation.reviewTask(
            try #require(ID(assignment)), for: Officer(account: try #require(account)))
        let paper = "\(try #require(task.paper()))"
        #expect(paper.contains("火に強い素材の頭巾") && names.contains { $0.hasSuffix("添付1.pdf") })
        let pages = [
            try await reviewer.get(Site.review(assignment)), try await reviewer.get(Site.reviews()),
            try await reviewer.get(Site.reviewOffline()),
        ]
        let shown = pages.map(\.words) + [paper, cells, names.joined(), String(decoding: bytes, as: UTF8.self)]
        for name in ["akasaka", "朱雀花子", "朱雀 花子", "朱雀　花子", "7000012050002"] {
            for text in shown { #expect(!Plain.searchable(text).contains(Plain.searchable(name)), "\(name)") }
        }
    }

    // MARK: The chair

    @Test("the board, the ranking and the minutes are the office's, of its windows only")
    func chair() async throws {
        let house = try await House()
        let first = try await underReview(house, reviewers: ["reviewer1", "reviewer2"])
        let second = try await underReview(house, company: "青山織物", reviewers: ["reviewer1"])
        let third = try await underReview(house, company: "目黒製陶", reviewers: [])
        for (login, caseID, points) in [
            ("reviewer1", first.case, ["4", "5", "3", "4"]), ("reviewer2", first.case, ["2", "2", "3", "2"]),
            ("reviewer1", second.case, ["5", "5", "5", "5"]),
        ] { #expect(try await score(house, login, caseID, points).status == 303) }
        let staff = try await house.officer("kanto")
        let place = (house.red, "call", "external")
        let board = try await staff.get(Site.board(place.0, place.1, place.2))
        #expect(board.status == 200)
        for words in ["12.50", "4.95", "未割当", "reviewer2さん", "必要な採点が、あと3件"] {
            #expect(board.words.contains(words), "\(words) in \(board.words)")
        }
        let budget = [("budget", "2000000")]
        let ranking = try await staff.get(Pattern.address(Site.boardRanking(place.0, place.1, place.2), budget))
        let order = try #require(ranking.words.firstRange(of: "青山織物"))
        #expect(ranking.words[order.upperBound...].contains("赤坂染物店"))
        for words in ["ここまでが予算（2,000,000円）に収まります", "上位1件、合計1,800,000円", "採点のない案件", "目黒製陶"] {
            #expect(ranking.words.contains(words), "\(words) in \(ranking.words)")
        }
        let csv = try await staff.get(Pattern.address(Site.boardSelection(place.0, place.1, place.2), budget))
        #expect(
            csv.text.contains("申請番号,結果,理由") && csv.text.contains("採択する") && csv.text.contains("不採択とする"), "\(csv.text)")
        // What the meeting says stays in the record and stands in the minutes.
        let page = Site.boardCase(place.0, place.1, place.2, first.case)
        #expect(try await staff.act(on: page, page, ["text": [""]]).status == 422)
        #expect(try await staff.act(on: page, page, ["text": ["点数が分かれた理由を確かめた。\n原案どおり。"]]).status == 303)
        let meeting = try await staff.get(page)
        #expect(meeting.words.contains("原案どおり") && meeting.words.contains("reviewer2の総評"))
        let sheet = try await staff.get(Site.boardMinutesWorkbook(place.0, place.1, place.2))
        let book = try Workbook(reading: sheet.bytes)
        let cells = book.sheets.flatMap(\.rows).joined().map(\.text)
        #expect(cells.contains("12.5") && cells.contains { $0.contains("原案どおり") } && cells.contains("青山織物"))
        let pdf = try await staff.get(Site.boardMinutesPDF(place.0, place.1, place.2))
        #expect(pdf.status == 200 && pdf.bytes.starts(with: Array("%PDF".utf8)))
        // Another window sees its own cases only; reviewers see nothing.
        let kinki = try await house.officer("kinki")
        let theirs = try await kinki.get(Site.board(place.0, place.1, place.2))
        #expect(theirs.status == 200 && !theirs.words.contains("赤坂染物店"))
        #expect(try await kinki.get(page).status == 404)
        let csvOfTheirs = try await kinki.get(Site.boardSelection(place.0, place.1, place.2))
        #expect(!csvOfTheirs.text.contains("K2"))
        let reviewer = try await house.officer("reviewer1")
        for path in [Site.boards(), Site.board(place.0, place.1, place.2), page] {
            #expect(try await reviewer.get(path).status != 200)
        }
        #expect(try await staff.get(Site.board("no/such/round", "call", "external")).status == 404)
        #expect(try await staff.get(Site.board(house.red, "call", "check")).status == 404)
        _ = third
        #expect(try await house.audit().isSound)
    }

    @Test("the staff's own sheet is kept in the record, and of two who fill it in at once the second is told")
    func staffSheet() async throws {
        let house = try await House()
        let (filing, caseID) = try await (try await house.applicant()).file()
        let (staff, other) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let path = Site.officeSheet(caseID, filing, "check")
        let page = try await staff.get(path)
        #expect(page.words.contains("事業計画書が添付され、開くことができる"))
        #expect(try await staff.submit(page, to: path, ["事業計画書の確認": ["yes"]]).status == 303)
        #expect(try await staff.get(Site.officeCase(caseID)).words.contains("残り2項目"))
        let late = try await other.submit(
            try await other.get(path), to: path, ["version": ["0"], "対象者の確認": ["no"]])
        #expect(late.status == 409 && late.words.contains("kanto さん") || late.words.contains("kantoさん"))
        let done = try await other.act(
            on: path, path, ["対象者の確認": ["yes"], "記載の確認": ["yes"], "事業計画書の確認": ["yes"]])
        #expect(done.status == 303)
        let desk = try await staff.get(Site.officeCase(caseID))
        #expect(desk.words.contains("すべて記入済み") && desk.words.contains("「形式審査」の審査票を記入しました"))
        #expect(try await (try await house.officer("kinki")).get(path).status == 404)
        #expect(try await house.audit().isSound)
    }

    @Test(
        "a sheet is designed in the builder like a form: what points mean, weights, and below what a reason is needed")
    func designed() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let programme = "colour-bureau/colourful"
        #expect(try await admin.get(Site.adminProgramme(programme)).text.contains(Site.adminForm(programme, "score")))
        let path = Site.adminFormField(programme, "score", FormPart.field("新規性").text)
        let page = try await admin.get(path)
        #expect(page.words.contains("5：全国でも例がない"))
        let wrong = try await admin.submit(page, to: path, ["anchors": ["よい"], "weight": ["多め"]])
        #expect(wrong.status == 422, "\(wrong.status)")
        let saved = try await admin.submit(
            page, to: path, ["anchors": ["1：ない\n5：全国でも例がない"], "weight": ["1.5"], "comment": ["3"]])
        #expect(saved.status == 303, "\(saved.words.prefix(600))")
        #expect(try await admin.get(Site.adminForm(programme, "score")).status == 200)
        let publish = Site.adminFormPublish(programme, "score")
        let done = try await admin.act(on: publish, publish, ["rounds": [house.red]])
        #expect(done.status == 303, "\(done.words.prefix(900))")
        let newest = try #require(house.installation.published.current.programme(programme)?.newest)
        let limits = try #require(newest.sheet("score")?.field(named: "新規性")?.criterion)
        #expect(limits.weight == Rate.reading("3/2") && limits.commentBelow == 3)
        #expect(limits.anchors.map(\.label) == ["ない", Text("全国でも例がない", en: "Without example")])
        #expect(newest.sheet("score")?.highestTotal?.points == "22.5")
        // A case that comes in now is scored under it, exactly.
        let (_, caseID) = try await underReview(house, reviewers: ["reviewer1"])
        #expect(try await score(house, "reviewer1", caseID, ["3", "5", "3", "4"]).status == 303)
        let event = try await house.installation.database.read {
            try $0.first("select data from case_event where kind = 'scored'")?.text("data")
        }
        #expect(event?.contains("\"points\":\"33/2\"") == true && event?.contains("\"total\":17") == true)
        let board = try await (try await house.officer("kanto")).get(Site.board(house.red, "call", "external"))
        #expect(board.words.contains("16.50") && board.words.contains("16.5"))
        #expect(try await house.audit().isSound)
    }
}
