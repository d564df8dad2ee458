/// Reads the parts of an .xlsx file (ECMA-376, SpreadsheetML): from the package to the workbook, from there to styles,
/// texts and sheets.
struct WorkbookReader {
    /// Excel itself has no more.
    private static let mostFormats = 65_536

    private var archive: ZipArchive
    private let limits: Workbook.Limits

    init(_ bytes: [UInt8], limits: Workbook.Limits) throws(WorkbookError) {
        // The compound files of Excel 97–2003. What a password protects is put into one too.
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw WorkbookError(Self.isLocked(bytes) ? .locked : .oldWorkbook)
        }
        guard bytes.starts(with: [0x50, 0x4B]) else { throw WorkbookError(.notWorkbook) }
        archive = try ZipArchive(bytes, limits: limits)
        self.limits = limits
    }

    /// The file's directory names its streams in UTF-16.
    private static func isLocked(_ bytes: [UInt8]) -> Bool {
        var name: [UInt8] = []
        for letter in "EncryptedPackage".utf8 { name += [letter, 0] }
        return stride(from: 512, through: bytes.count - name.count, by: 128).contains { at in
            bytes[at..<at + name.count].elementsEqual(name)
        }
    }

    /// All sheets. To be called once.
    mutating func sheets() throws(WorkbookError) -> [Workbook.Sheet] {
        let book = try bookPart()
        let parts = try relations(of: book)
        var tabs: [Tab] = []
        let is1904 = try readBook(book, parts: parts, into: &tabs)
        let formats = try formats(in: parts.values.first { $0.kind == "styles" }?.target)
        let texts = try texts(in: parts.values.first { $0.kind == "sharedStrings" }?.target)
        var cellsLeft = limits.cells
        var sheets: [Workbook.Sheet] = []
        for tab in tabs {
            guard let bytes = try archive.contents(of: tab.part) else {
                throw WorkbookError(.missing, in: tab.part).in(sheet: tab.name, row: nil)
            }
            var reader = SheetReader(
                name: tab.name, texts: texts, formats: formats, is1904: is1904, limits: limits, cellsLeft: cellsLeft)
            let rows = try reader.rows(of: bytes, part: tab.part)
            cellsLeft = reader.cellsLeft
            sheets.append(Workbook.Sheet(name: tab.name, isHidden: tab.isHidden, rows: rows))
        }
        return sheets
    }

    // MARK: - The package

    private struct Relation {
        /// The last word of its type, which two editions of the standard write differently before it.
        let kind: String
        let target: String
    }

    private struct Tab {
        let name: String
        let isHidden: Bool
        let part: String
    }

    /// The name of the workbook's own part.
    private mutating func bookPart() throws(WorkbookError) -> String {
        if let kind = try archive.contents(of: "mimetype") {
            let isOpenDocument = String(decoding: kind, as: UTF8.self).contains("opendocument")
            throw WorkbookError(isOpenDocument ? .openDocument : .notWorkbook)
        }
        guard archive.has("_rels/.rels") else { throw WorkbookError(.notWorkbook) }
        guard let book = try relations(of: "").values.first(where: { $0.kind == "officeDocument" })?.target else {
            throw WorkbookError(.notWorkbook)
        }
        if book.lowercased().hasSuffix("workbook.bin") { throw WorkbookError(.binaryWorkbook) }
        return book
    }

    /// What a part refers to, by the ids it uses for that.
    private mutating func relations(of part: String) throws(WorkbookError) -> [String: Relation] {
        let steps = part.split(separator: "/").map(String.init)
        let folder = Array(steps.dropLast())
        let name = (folder + ["_rels", (steps.last ?? "") + ".rels"]).joined(separator: "/")
        guard let bytes = try archive.contents(of: name) else { return [:] }
        var relations: [String: Relation] = [:]
        var scanner = try Self.root("Relationships", of: bytes, part: name)
        while try scanner.nextChild(of: 1) {
            guard scanner.isNamed("Relationship"), try scanner.attribute("TargetMode") != "External",
                let id = try scanner.attribute("Id"), let type = try scanner.attribute("Type"),
                let target = try scanner.attribute("Target"), let kind = type.split(separator: "/").last
            else { continue }
            guard relations.count < limits.parts else { throw WorkbookError(.tooManyParts(limits.parts)) }
            relations[id] = Relation(kind: String(kind), target: Self.resolve(target, in: folder))
        }
        return relations
    }

    /// The name of the part that `target` says, seen from a folder. It is looked up in the archive and nowhere else.
    private static func resolve(_ target: String, in folder: [String]) -> String {
        var steps = target.hasPrefix("/") ? [] : folder
        for step in target.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
            switch step {
            case ".": continue
            case "..": _ = steps.popLast()
            default: steps.append(String(step))
            }
        }
        return steps.joined(separator: "/")
    }

    /// A scanner that stands in the root element, which must have this name.
    private static func root(
        _ name: StaticString, of bytes: [UInt8], part: String
    ) throws(WorkbookError) -> XMLScanner {
        var scanner = try XMLScanner(bytes, part: part)
        guard case .start = try scanner.next(), scanner.isNamed(name) else { throw scanner.fault() }
        return scanner
    }

    // MARK: - The workbook

    /// Reads the tabs, and returns whether days are counted from 1904.
    private mutating func readBook(
        _ part: String, parts: [String: Relation], into tabs: inout [Tab]
    ) throws(WorkbookError) -> Bool {
        guard let bytes = try archive.contents(of: part) else { throw WorkbookError(.missing, in: part) }
        var scanner = try XMLScanner(bytes, part: part)
        // Any other root: a document or a presentation.
        guard case .start = try scanner.next(), scanner.isNamed("workbook") else { throw WorkbookError(.notWorkbook) }
        var is1904 = false
        while try scanner.nextChild(of: 1) {
            if scanner.isNamed("workbookPr") {
                is1904 = Self.isTrue(try scanner.attribute("date1904"))
            } else if scanner.isNamed("sheets") {
                while try scanner.nextChild(of: 2) {
                    guard scanner.isNamed("sheet") else { continue }
                    let name = try scanner.attribute("name") ?? ""
                    guard let relation = try scanner.attribute("id").flatMap({ parts[$0] }) else {
                        throw scanner.fault(.missing).in(sheet: name, row: nil)
                    }
                    guard relation.kind == "worksheet" else { continue }
                    guard tabs.count < limits.sheets else { throw WorkbookError(.tooManySheets(limits.sheets)) }
                    let isHidden = try scanner.attribute("state").map { $0 != "visible" } ?? false
                    tabs.append(Tab(name: name, isHidden: isHidden, part: relation.target))
                }
            }
        }
        return is1904
    }

    private static func isTrue(_ text: String?) -> Bool { text == "1" || text == "true" || text == "on" }

    /// The formats that cells name by number.
    private mutating func formats(in part: String?) throws(WorkbookError) -> [NumberFormat] {
        guard let part, let bytes = try archive.contents(of: part) else { return [] }
        var custom: [Int: NumberFormat] = [:]
        var formats: [Int] = []
        var scanner = try Self.root("styleSheet", of: bytes, part: part)
        while try scanner.nextChild(of: 1) {
            if scanner.isNamed("numFmts") {
                while try scanner.nextChild(of: 2), custom.count < Self.mostFormats {
                    guard let id = try scanner.attribute("numFmtId").flatMap({ Int($0) }),
                        let code = try scanner.attribute("formatCode")
                    else { continue }
                    custom[id] = NumberFormat(code: code)
                }
            } else if scanner.isNamed("cellXfs") {
                while try scanner.nextChild(of: 2), formats.count < Self.mostFormats {
                    guard scanner.isNamed("xf") else { continue }
                    formats.append(try scanner.attribute("numFmtId").flatMap { Int($0) } ?? 0)
                }
            }
        }
        return formats.map { custom[$0] ?? NumberFormat(builtin: $0) }
    }

    /// The texts that cells name by number.
    private mutating func texts(in part: String?) throws(WorkbookError) -> [String] {
        guard let part, let bytes = try archive.contents(of: part) else { return [] }
        var texts: [String] = []
        var scanner = try Self.root("sst", of: bytes, part: part)
        while try scanner.nextChild(of: 1) {
            guard scanner.isNamed("si") else { continue }
            guard texts.count < limits.cells else { throw WorkbookError(.tooManyCells(limits.cells)) }
            texts.append(try scanner.cellText(limits: limits))
        }
        return texts
    }
}

extension XMLScanner {
    /// The text of the `si` or `is` just started: its runs joined. The kana that say how it is read (`rPh`), which
    /// Japanese files have for sorting, are no part of it.
    mutating func cellText(limits: Workbook.Limits) throws(WorkbookError) -> String {
        let level = depth
        var text = ""
        while try nextChild(of: level) {
            if isNamed("t") {
                let more = try self.text()
                if text.isEmpty { text = more } else { text += more }
            } else if isNamed("r") {
                while try nextChild(of: level + 1) {
                    if isNamed("t") { text += try self.text() }
                }
            }
        }
        return try CellText.shown(text, limits: limits)
    }
}
