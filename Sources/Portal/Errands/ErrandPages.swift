import Documents
import Grants
import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import UseCases

/// 作業: what an officer does to many cases at once, from preparing it to its results.
enum ErrandPages {
    static let routes: [Route] =
        [
            .officer(.office, .get, Site.errands) { visit, officer in
                .page(list(try await visit.installation.errands(for: officer), visit).html)
            },
            .officer(.office, .get, Site.errand, scope: .errand) { visit, officer in
                let errand = try await named(visit, officer)
                if errand.state != .planned { return .page(try await ErrandView.page(errand, visit, officer).html) }
                return .page(try await PlanView.page(errand, visit, officer).html)
            },
            .officer(.office, .get, Site.errandState, scope: .errand) { visit, officer in
                let errand = try await named(visit, officer)
                let words = visit.say(Words.Errands.count(errand.done, of: errand.total))
                return .json(
                    JSON.object([
                        "done": .integer(Int64(errand.done)), "total": .integer(Int64(errand.total ?? 0)),
                        "words": .string(words), "isOver": .bool(!errand.state.isUnderWay),
                    ]).canonical)
            },
            .officer(.office, .post, Site.errandAct, scope: .errand) { visit, officer in
                try await change(visit, officer)
            },
            .officer(.office, .post, Site.errandStart, scope: .errand) { visit, officer in
                let errand = try await named(visit, officer)
                try await visit.installation.beginErrand(errand, by: officer)
                return .seeOther(Site.errand(errand.id.text))
            },
            .officer(.office, .post, Site.errandCancel, scope: .errand) { visit, officer in
                let errand = try await named(visit, officer)
                try await visit.installation.cancelErrand(errand)
                return .seeOther(errand.state == .planned ? Site.workList() : Site.errand(errand.id.text))
            },
            .officer(.office, .post, Site.errandLetters, scope: .errand) { visit, officer in
                let errand = try await named(visit, officer)
                let id = try await visit.installation.beginPrinting(of: errand, by: officer)
                return .seeOther(Site.errand(id.text))
            },
            .officer(.office, .get, Site.errandTemplate, scope: .errand) { visit, officer in
                let errand = try await named(visit, officer)
                let rows = try await visit.installation.decisionTemplate(of: errand, for: officer)
                let bytes = try CSV.write(rows)
                return .download(
                    name: "\(visit.say(Words.Errands.result))-\(JapanTime(visit.arrived).day.iso).csv",
                    mediaType: "text/csv; charset=utf-8", size: Int64(bytes.count)
                ) { writer in
                    try await writer.write(ByteBuffer(bytes: bytes))
                    try await writer.finish(nil)
                }
            },
            .officer(.office, .get, Site.errandFile, scope: .errand) { visit, officer in
                try await download(try await named(visit, officer), visit)
            },
            .officer(.office, .post, Site.errandDecisions, scope: .errand, readsForm: false) { visit, officer in
                try await receive(visit, officer)
            },
        ] + BulkForm.routes + ExportPage.routes

    /// Bytes of a file of decisions.
    private static let largestFile = 2_000_000

    private static func named(_ visit: Visit, _ officer: Officer) async throws -> ErrandRow {
        try await visit.installation.errand(try visit.id("errand"), for: officer)
    }

    // MARK: The list

    private static func list(_ errands: [ErrandRow], _ visit: Visit) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.Errands.title), .office)
        page.width = .wide
        page.lead = "<p>\(visit.say(Words.Errands.lead))</p>"
        guard !errands.isEmpty else {
            page.body = ui.empty(
                visit.say(Words.Errands.none), "<p>\(visit.say(Words.Errands.noneAdvice))</p>")
            return page
        }
        page.body = ui.table(
            visit.say(Words.Errands.title),
            columns: [
                .init(visit.say(Words.Errands.what)), .init(visit.say(Words.Errands.state), isTight: true),
                .init(visit.say(Words.Errands.result)), .init(visit.say(Words.Errands.madeAt), isTight: true),
            ],
            rows: errands.map { errand in
                [
                    ui.link(visit.say(errand.title), Site.errand(errand.id.text)), errand.chip(visit),
                    "\(visit.say(errand.summary))", "\(Formats.time(errand.madeAt, visit.language))",
                ]
            }, isCaptionHidden: true)
        return page
    }

    // MARK: Acts

    /// What is wanted, said on the page of an errand that is being prepared.
    private static func change(_ visit: Visit, _ officer: Officer) async throws -> Response {
        let errand = try await named(visit, officer)
        let installation = visit.installation
        if errand.kind == .export, let order = ExportOrder(encoded: errand.parameters) {
            try await installation.beginExport(ExportPage.chosen(order, visit), of: errand, by: officer)
            return .seeOther(Site.errand(errand.id.text))
        }
        guard var act = errand.act else { throw Refusal.absent }
        act.outcome = visit.form["outcome"] ?? ""
        act.text = visit.form["text"] ?? ""
        if let problem = PlanView.problem(of: act, visit) {
            return .page(
                try await PlanView.page(errand, visit, officer, refused: (act, problem)).html,
                status: .unprocessableContent)
        }
        try await installation.setAct(act, of: errand, by: officer)
        return .seeOther(Site.errand(errand.id.text))
    }

    /// A file of decisions.
    private static func receive(_ visit: Visit, _ officer: Officer) async throws -> Response {
        let errand = try await named(visit, officer)
        func refused(_ words: String) async throws -> Response {
            .page(
                try await PlanView.page(errand, visit, officer, fileProblem: words).html,
                status: .unprocessableContent)
        }
        let sent: MultipartForm
        do {
            sent = try await MultipartForm(
                visit, field: 10_000, file: largestFile, texts: 20_000, total: largestFile + 100_000)
        } catch MultipartError.fileTooLarge {
            return try await refused(visit.say(Words.Errands.tooLarge))
        } catch MultipartError.notMultipart {
            throw HTTPError(.unsupportedMediaType)
        } catch is MultipartError {
            return try await refused(visit.say(Words.Import.notRead))
        }
        try visit.checkToken(sent.form[FormNames.token])
        guard let file = sent.files["file"], !file.bytes.isEmpty else {
            return try await refused(visit.say(Words.Errands.noFile))
        }
        do {
            try await visit.installation.readDecisions(file.bytes, into: errand, by: officer)
        } catch let refusal as Refusal where refusal.field != nil {
            return try await refused(visit.say(refusal.message))
        }
        return .seeOther(Site.errand(errand.id.text))
    }

    // MARK: Files

    private static func download(_ errand: ErrandRow, _ visit: Visit) async throws -> Response {
        let gone = Refusal(.notFound, Text(Words.Errands.fileGone.ja, en: Words.Errands.fileGone.en))
        guard let file = errand.file, visit.arrived < file.until else { throw gone }
        do {
            return try await visit.send(
                file.sha256, of: visit.installation.files.results(), name: file.name, mediaType: file.mediaType,
                size: file.size)
        } catch FileStore.Failure.missing {
            throw gone
        }
    }
}
