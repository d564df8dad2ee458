import Documents
import Grants
import HTTPTypes
import Hummingbird
import NIOCore
import UseCases

/// オフラインで審査する: everything of one's cases to take along, and the workbook coming back: read, shown, and only then saved.
enum OfflinePage {
    static let routes: [Route] = [
        .officer([.reviewer], .get, Site.reviewOffline) { visit, reviewer in
            .page(page(try await open(visit, reviewer), visit).html)
        },
        .officer([.reviewer], .get, Site.reviewPackage) { visit, reviewer in
            try await package(visit, reviewer)
        },
        .officer([.reviewer], .get, Site.reviewWorkbook) { visit, reviewer in
            let tasks = try await open(visit, reviewer)
            let moment = visit.arrived
            let bytes = try await visit.installation.offlineWorkbook(tasks, at: moment)
            return .workbook(bytes, name: "審査票_\(JapanTime(moment).day.iso).xlsx")
        },
        .officer([.reviewer], .post, Site.reviewOffline, readsForm: false) { visit, reviewer in
            try await receive(visit, reviewer)
        },
    ]

    /// The inputs of the two forms.
    private enum Name {
        static let file = "file"
        /// What was read, to be saved as such.
        static let entries = "entries"
    }

    private static func open(_ visit: Visit, _ reviewer: Officer) async throws -> [ReviewTask] {
        try await visit.installation.reviewTasks(for: reviewer).filter(\.isOpen)
    }

    // MARK: Taking along

    private static func package(_ visit: Visit, _ reviewer: Officer) async throws -> Response {
        let package = try await visit.installation.reviewPackage(for: reviewer)
        let files = visit.installation.files
        let (day, moment) = (JapanTime(visit.arrived).day, ZipWriter.Moment(visit.arrived))
        return .download(name: "審査資料_\(day.iso).zip", mediaType: "application/zip", size: nil) { writer in
            var zip = ZipWriter()
            for part in package.parts {
                switch part.content {
                case .made(let bytes):
                    try await writer.write(ByteBuffer(bytes: try zip.part(part.path, at: moment, bytes)))
                case .stored(let file):
                    try await files.add(file, as: part.path, at: moment, to: &zip) {
                        try await writer.write(ByteBuffer(bytes: $0))
                    }
                }
            }
            try await writer.write(ByteBuffer(bytes: zip.finish()))
            try await writer.finish(nil)
        }
    }

    // MARK: Coming back

    private static func receive(_ visit: Visit, _ reviewer: Officer) async throws -> Response {
        let tasks = try await open(visit, reviewer)
        let most = OfflineSheet.limits.bytes
        let sent: MultipartForm
        do {
            sent = try await MultipartForm(
                visit, field: most * 2, file: most, texts: most * 3, total: most * 4)
        } catch MultipartError.fileTooLarge {
            return refused(tasks, visit, visit.say(Words.Scoring.tooLarge))
        } catch MultipartError.notMultipart {
            throw HTTPError(.unsupportedMediaType)
        } catch is MultipartError {
            return refused(tasks, visit, visit.say(Words.Scoring.notRead))
        }
        try visit.checkToken(sent.form[FormNames.token])
        if let text = sent.form[Name.entries] {
            return try await take(text, submit: sent.form["act"] == "submit", tasks, visit, reviewer)
        }
        guard let file = sent.files[Name.file], !file.bytes.isEmpty else {
            return refused(tasks, visit, visit.say(Words.Scoring.noFile))
        }
        let bytes = file.bytes
        let reading = try await visit.installation.readOffline(bytes, for: tasks)
        switch reading {
        case .success(let reading):
            guard !reading.entries.isEmpty else {
                let findings = reading.findings.prefix(20).map { problem($0, visit) }
                return .page(page(tasks, visit, problems: Array(findings)).html, status: .unprocessableContent)
            }
            return .page(OfflinePreview.page(reading, visit).html)
        case .failure(let error):
            return refused(tasks, visit, visit.say(Phrase(error.message.ja, error.message.en)))
        }
    }

    private static func refused(_ tasks: [ReviewTask], _ visit: Visit, _ error: String) -> Response {
        .page(
            page(tasks, visit, problems: [Problem(field: Name.file, error)]).html, status: .unprocessableContent)
    }

    /// A finding as a line of an error summary, with its cell.
    static func problem(_ finding: OfflineSheet.Finding, _ visit: Visit) -> Problem {
        let place = finding.cell.map { visit.say(Words.Scoring.inCell($0)) } ?? ""
        return Problem(place + visit.say(finding.message))
    }

    /// What was read, as the preview's form sends it again.
    static func encoded(_ entries: [OfflineSheet.Entry]) -> HTML {
        let json = JSON.array(
            entries.map { entry in
                .object([
                    "id": .string(entry.task.assignment.id.text), "version": .integer(Int64(entry.task.version)),
                    "boxes": .object(entry.boxes.mapValues(JSON.strings)),
                ])
            })
        return Components(.ja).hidden(Name.entries, json.canonical)
    }

    /// Saves what was shown, unless it changed since: pressing twice does it once.
    private static func take(
        _ text: String, submit: Bool, _ tasks: [ReviewTask], _ visit: Visit, _ reviewer: Officer
    ) async throws -> Response {
        let entries = ((try? JSON(parsing: text))?.array ?? []).compactMap {
            entry -> (id: ID<CaseEvent.Assignment>, version: Int, boxes: [String: [String]])? in
            guard let id = entry["id"]?.string.flatMap({ ID<CaseEvent.Assignment>($0) }),
                let version = entry["version"]?.integer, let boxes = entry["boxes"]?.object
            else { return nil }
            return (id, Int(version), boxes.compactMapValues(\.strings))
        }
        let outcome = try await visit.installation.takeOffline(entries, submit: submit, by: reviewer)
        let address = Pattern.address(
            Site.reviewOffline(),
            [
                ("saved", String(outcome.saved)), ("submitted", String(outcome.submitted)),
                ("skipped", outcome.skipped.prefix(20).joined(separator: " ")),
            ])
        return .seeOther(address)
    }

    // MARK: The page

    private static func page(_ tasks: [ReviewTask], _ visit: Visit, problems: [Problem] = []) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.Scoring.offline), .review)
        page.breadcrumbs = [.init(visit.say(Words.reviews), Site.reviews())]
        page.lead = "<p>\(visit.say(Words.Scoring.offlineAbout))</p>"
        page.hasErrors = !problems.isEmpty
        page.alerts = problems.isEmpty ? done(visit) : ui.errorSummary(problems)
        guard !tasks.isEmpty else {
            page.body = """
                \(ui.empty(
                    visit.say(Words.Review.nothingWaiting), "<p>\(visit.say(Refusal.nothingOffline.message))</p>"))\
                <p>\(ui.link(visit.say(Words.Scoring.back), Site.reviews()))</p>
                """
            return page
        }
        let size = tasks.compactMap(\.revision).flatMap(\.files).reduce(Int64(0)) { $0 + $1.size }
        let error = problems.first?.message
        page.body = """
            <h2>\(visit.say(Words.Scoring.download))</h2>\
            <p>\(visit.say(Words.Scoring.packageSize(tasks.count, Formats.size(size, visit.language))))</p>\
            <p class="support">\(visit.say(Words.Scoring.careful))</p>\
            \(ui.buttons(
                ui.action(visit.say(Words.Scoring.package), Site.reviewPackage(), .secondary),
                ui.action(visit.say(Words.Scoring.workbook), Site.reviewWorkbook(), .tertiary)))\
            <h2>\(visit.say(Words.Scoring.upload))</h2>\
            \(ui.form(to: Site.reviewOffline(), hidden: visit.tokens, """
                \(ui.question(
                    Control(
                        Name.file, visit.say(Words.Scoring.file), .unmarked,
                        support: visit.say(Words.Scoring.fileSupport), error: error)
                ) { attributes in "<input type=\"file\" accept=\".xlsx\"\(attributes)>" })\
                \(ui.buttons(ui.submit(visit.say(Words.Scoring.look), sendsFiles: true)))
                """))\
            <p>\(ui.link(visit.say(Words.Scoring.back), Site.reviews()))</p>
            """
        return page
    }

    /// What became of the workbook that was just taken.
    private static func done(_ visit: Visit) -> HTML {
        guard let saved = visit.query["saved"].flatMap({ Int($0) }),
            let submitted = visit.query["submitted"].flatMap({ Int($0) })
        else { return .empty }
        let skipped = (visit.query["skipped"] ?? "").split(separator: " ").map(String.init)
        return """
            \(if: saved + submitted > 0, visit.ui.banner(
                .success, visit.say(Words.Scoring.taken(saved, submitted)), isAnnounced: true))\
            \(if: !skipped.isEmpty, visit.ui.banner(.warning, visit.say(Words.Scoring.skipped(skipped))))
            """
    }
}
