import Documents
import Foundation
import Testing

@Suite("Pages")
struct TurnedTests {
    private func paper(_ blocks: [Block], header: String = "") throws -> Poppler {
        Poppler(
            reading: try typeset(
                Paper(title: "題", created: Date(timeIntervalSince1970: 0), footer: "脚", header: header, blocks: blocks))
        )
    }

    /// Whether each page is upright.
    private func upright(_ pdf: Poppler) throws -> [Bool] {
        try pdf.sizes().map { $0.height > $0.width }
    }

    @Test("are turned on their side for what asks for it, and upright again afterwards")
    func turned() throws {
        let pdf = try paper([
            .paragraph("前"), .space(3), .turned([.heading(level: 2, "横"), .paragraph("向き")]), .space(3),
            .paragraph("後"),
        ])
        #expect(try upright(pdf) == [true, false, true])
        let pages = try pdf.pages()
        #expect(pages[0].contains("前") && pages[1].contains("向き") && pages[2].contains("後"))
        #expect(
            try upright(paper([.turned([.paragraph("横")]), .space(5)])) == [false], "no empty page before or after")
    }

    @Test("have their header and footer on every one, turned or not, and outside the text's structure")
    func header() throws {
        let pdf = try paper([.paragraph("前"), .turned([.paragraph("横")]), .paragraph("後")], header: "下書き")
        let pages = try pdf.pages()
        #expect(pages.count == 3)
        for page in pages { #expect(page.contains("下書き") && page.contains("脚")) }
        #expect(try !pdf.structureText().contains("下書き"))
    }

    @Test("hold tables of many columns in small type, with totals that stand like the numbers above")
    func small() throws {
        let count = 30
        let table = Block.table(
            header: (1...count).map { "列\($0)" }, rows: [(1...count).map { "\($0)" }],
            widths: [], aligns: Array(repeating: .end, count: count), foot: ["計"] + (2...count).map { "\($0)" },
            isSmall: true)
        let pdf = try paper([.turned([table])])
        #expect(try pdf.words().contains("計"))
        #expect(throws: TypesettingError.self) { try paper([table]) }
        let tags = try pdf.structure().map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(tags.count { $0 == "TR" } == 3)
    }
}
