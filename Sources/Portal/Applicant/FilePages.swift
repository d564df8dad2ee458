import Grants
import Hummingbird
import Storage
import UseCases

/// Files of a draft: taken in as a stream, judged before they are attached.
enum FilePages {
    static let routes: [Route] = [
        .applicant(.post, Site.filingFiles, scope: .filing, readsForm: false, resumes: resume) { visit, applicant in
            try await receive(visit, applicant)
        },
        .applicant(.get, Site.filingFile, scope: .filing) { visit, applicant in
            let filing: ID<Filing> = try visit.id("filing")
            let file = try await visit.installation.applicantFile(try visit.id("file"), of: filing, for: applicant)
            return try await visit.send(file, isOwner: true)
        },
    ]

    /// The page whose answers came along with a file, to save them by.
    @Sendable
    private static func resume(_ visit: Visit, _ form: URLEncodedForm) -> String? {
        guard let filing = try? visit.place("filing"), let section = form["section"] else { return nil }
        return Site.filingSection(filing, section)
    }

    // MARK: Receiving

    private static func receive(_ visit: Visit, _ applicant: SignedApplicant) async throws -> Response {
        let filing: ID<Filing> = try visit.id("filing")
        let name = try visit.place("field")
        let limits = try await visit.installation.fileLimits(of: name, in: filing, for: applicant)
        var arrival = try await visit.aside { try await FileArrival(visit, field: name, limits: limits) }
        let before = try await visit.installation.openDraft(filing, for: applicant)
        guard let leaf = before.form.leaf(of: String(name.prefix { $0 != "." })) else { throw Refusal.absent }
        if arrival.isWhole, arrival.form["section"] == leaf.id {
            // What was typed elsewhere on the page comes along.
            let saved = try await visit.installation.saveDraft(
                filing, boxes: DraftForm.boxes(arrival.form, leaf, before, visit),
                seen: Int(arrival.form[FormNames.version] ?? "") ?? 0, place: leaf.id, by: applicant)
            if !saved.clashes.isEmpty {
                let now = try await visit.installation.openDraft(filing, for: applicant)
                return .page(ClashView.page(saved.clashes, leaf, now, visit).html, status: .conflict)
            }
        }
        do {
            if let file = arrival.remove {
                try await visit.installation.detachFile(file, from: filing, by: applicant)
            } else if let file = arrival.again {
                try await visit.installation.attachAgain(file, as: name, to: filing, by: applicant)
            } else if arrival.refusal == nil {
                let files = arrival.files
                try await visit.aside { try await visit.installation.scanArrived(files) }
                for file in files { try await visit.installation.attachFile(file, to: filing, by: applicant) }
            }
        } catch let refusal as Refusal where refusal.kind == .invalid {
            arrival.refusal = refusal.message
        }
        if arrival.remove != nil || arrival.again != nil {
            arrival.waiting += arrival.files.map { ("\(name).file", $0.name) }
        }
        // A browser forgets what is chosen in the page that goes: scripts keep it, and send one file at a time.
        let errors =
            (arrival.refusal.map { [error(at: name, $0)] } ?? [])
            + arrival.waiting.compactMap { DraftForm.forgotten($0.file, in: $0.picker, leaf) }
        if !errors.isEmpty {
            let open = try await visit.installation.openDraft(filing, for: applicant)
            return try await SectionPage.page(open, leaf, visit, applicant, errors: errors)
        }
        return .seeOther(Site.filingSection(filing.text, leaf.id) + "?saved=1#" + Control.id(name))
    }

    private static func error(at place: String, _ message: Text) -> FieldError {
        let parts = place.split(separator: ".").map(String.init)
        guard parts.count == 3 else { return FieldError(field: place, message: message) }
        return FieldError(field: parts[0], cell: .init(row: parts[1], column: parts[2]), message: message)
    }
}

extension Visit {
    /// Sends a stored file, to be saved and never shown by the browser: or whoever has it where it lies sends it.
    /// - Parameter isOwner: whether it goes to the organisation that attached it.
    func send(_ file: StoredFile, isOwner: Bool = false) async throws -> Response {
        try await installation.checkReleased(file, isOwner: isOwner)
        let type = FileKind(name: file.name)?.mediaType ?? "application/octet-stream"
        return try await send(file.sha256, of: installation.files, name: file.name, mediaType: type, size: file.size)
    }

    /// The same for a file of any store.
    func send(
        _ sha256: String, of files: FileStore, name: String, mediaType: String, size: Int64
    ) async throws -> Response {
        let disposition = Response.disposition("attachment", name)
        if let link = try files.shelf.link(to: .init(sha256: sha256, disposition: disposition, mediaType: mediaType)) {
            return .seeOther(link)
        }
        let reader = try await files.open(sha256)
        return .download(name: name, mediaType: mediaType, size: size) { writer in
            while let piece = try await reader.next() { try await writer.write(ByteBuffer(bytes: piece)) }
            try await writer.finish(nil)
        }
    }
}
