import Documents
import Testing

@Suite("Tables")
struct TableTests {
    @Test("a long table keeps every row once and repeats its header on each page")
    func longTable() throws {
        let rows = (1...200).map { ["番号\($0)号", "内訳\($0)件の説明がここに入ります。少し長いので折り返します。", "\($0),000円"] }
        let pdf = try Poppler([
            .paragraph("前文"),
            .table(header: ["費目", "積算内訳", "額計"], rows: rows, widths: [2, 5, 2], aligns: [.start, .start, .end]),
        ])
        let pages = try pdf.pages()
        #expect(pages.count > 4)
        for page in pages { #expect(page.contains("費目") && page.contains("積算内訳") && page.contains("額計")) }
        let words = try pdf.words()
        for index in 1...200 { #expect(words.ranges(of: "番号\(index)号").count == 1) }
        let tags = try pdf.structure().map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(tags.count { $0 == "Table" } == 1)
        #expect(tags.count { $0 == "TR" } == 201)
        // Repeated headers are for the eye: a screen reader hears them once.
        #expect(tags.count { $0 == "TH" } == 3)
    }

    @Test("a row that is not long is never cut")
    func shortRows() throws {
        let rows = (1...60).map { index in
            ["<\(index)>" + String(repeating: "\n行", count: index % 9 + 2) + "</\(index)>"]
        }
        let pages = try Poppler([.table(header: ["表"], rows: rows, widths: [1])]).pages()
        #expect(pages.count > 3)
        for index in 1...60 {
            let page = try #require(pages.first { $0.contains("<\(index)>") })
            #expect(page.contains("</\(index)>"))
        }
    }

    @Test("a header is never alone at the end of a page", arguments: 30...42)
    func loneHeader(_ lines: Int) throws {
        let above = Array(repeating: "行", count: lines).joined(separator: "\n")
        let pages = try Poppler([
            .paragraph(above), .table(header: ["見出し"], rows: [["一\n二\n三\n四\n五"]], widths: [1]),
        ]).pages()
        #expect(pages.allSatisfy { !$0.contains("見出し") || $0.contains("一") })
        #expect(pages.joined().ranges(of: "見出し").count == 1)
    }

    @Test("a cell longer than pages keeps every line once, in order")
    func longCell() throws {
        let lines = (1...300).map { "行\($0)目" }
        let pdf = try Poppler([
            .table(header: ["左", "右"], rows: [["短い", lines.joined(separator: "\n")], ["次の", "行"]], widths: [1, 3])
        ])
        let found = try pdf.text().matches(of: /行\d+目/).map { String($0.output) }
        #expect(found == lines)
        #expect(try pdf.words().ranges(of: "短い").count == 1)
        #expect(try pdf.words().ranges(of: "次の").count == 1)
    }

    @Test("two long cells of a row are cut at the same lines")
    func twoLongCells() throws {
        let (left, right) = ((1...150).map { "左\($0)番" }, (1...100).map { "右\($0)番" })
        let pdf = try Poppler([
            .table(header: [], rows: [[left.joined(separator: "\n"), right.joined(separator: "\n")]], widths: [1, 1])
        ])
        let text = try pdf.text()
        #expect(text.matches(of: /左\d+番/).map { String($0.output) } == left)
        #expect(text.matches(of: /右\d+番/).map { String($0.output) } == right)
        let boxes = try pdf.boxes()
        for index in 1...100 {
            let (one, other) = (boxes.first { $0.word == "左\(index)番" }, boxes.first { $0.word == "右\(index)番" })
            #expect(one?.page == other?.page)
            #expect(one?.y == other?.y)
        }
    }

    @Test("a value over pages has its label again, marked as continued", arguments: [Paper.Language.ja, .en])
    func continuedLabel(_ language: Paper.Language) throws {
        let lines = (1...120).map { "計画\($0)行" }
        let pdf = try Poppler(
            [.pairs([Pair("事業名", "名"), Pair("事業計画", lines.joined(separator: "\n"))])], language: language)
        let pages = try pdf.pages()
        #expect(pages.count == 3)
        #expect(pages[0].contains("事業計画"))
        for page in pages.dropFirst() { #expect(page.contains(language == .ja ? "事業計画（続き）" : "(continued)")) }
        #expect(try pdf.text().matches(of: /計画\d+行/).map { String($0.output) } == lines)
    }

    @Test("nothing overlaps and nothing leaves the page")
    func overlaps() throws {
        let long = String(repeating: "とても長い説明ＡＢＣ1234。", count: 90)
        let pdf = try Poppler([
            .heading(level: 1, "題"), .paragraph(long), .pairs([Pair(long, long), Pair("短", "短"), Pair("長", long)]),
            .table(header: ["一", "二", "三"], rows: [[long, "短", long], ["短", "短", "短"], [long]], widths: [1, 2, 3]),
            .list([long, "短"]), .small(long), .rule, .paragraph(long, align: .end),
        ])
        let boxes = try pdf.boxes()
        #expect(boxes.count > 200)
        for box in boxes {
            #expect(box.x.lowerBound > 69 && box.x.upperBound < 526, "\(box)")
            #expect(box.y.lowerBound > 69 && box.y.upperBound < 813, "\(box)")
        }
        for (index, box) in boxes.enumerated() {
            for other in boxes[(index + 1)...] where other.page == box.page {
                let across = min(box.x.upperBound, other.x.upperBound) - max(box.x.lowerBound, other.x.lowerBound)
                let down = min(box.y.upperBound, other.y.upperBound) - max(box.y.lowerBound, other.y.lowerBound)
                #expect(across < 1 || down < 2, "\(box) over \(other)")
            }
        }
    }

    @Test("rows of any length and widths of any size are taken")
    func raggedRows() throws {
        let pdf = try Poppler([
            .table(
                header: ["甲"], rows: [[], ["一"], ["二", "三", "四"]], widths: [.max, .min, 0, 7, .max],
                aligns: [.end, .center, .start, .end])
        ])
        let words = try pdf.words()
        for word in ["甲", "一", "二", "三", "四"] { #expect(words.ranges(of: word).count == 1) }
    }

    @Test("a header as long as a page is set once")
    func giantHeader() throws {
        let lines = (1...100).map { "頭\($0)行" }
        let pdf = try Poppler([
            .table(header: [lines.joined(separator: "\n")], rows: [["一"], ["二"]], widths: [1])
        ])
        #expect(try pdf.text().matches(of: /頭\d+行/).map { String($0.output) } == lines)
    }

    @Test("too many columns are refused, with the number that fits")
    func tooManyColumns() throws {
        let error = #expect(throws: TypesettingError.self) {
            try typeset(.sample([.table(header: Array(repeating: "列", count: 100), rows: [], widths: [])]))
        }
        guard case .tooManyColumns(100, let limit) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.description.contains("100 columns") == true)
        let most = Array(repeating: "列", count: limit)
        #expect(try Poppler([.table(header: most, rows: [most], widths: [9])]).words().count { $0 == "列" } == 2 * limit)
    }
}
