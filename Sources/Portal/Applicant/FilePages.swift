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
            return try visit.send(file)
        },
    ]

    /// The page whose answers came along with a file, to save them by.
    @Sendable
    private static func resume(_ visit: Visit, _ form: URLEncodedForm) -> String? {
        guard let filing = try? visit.place("filing"), let section = form["section"] else { return nil }
        return Site.filingSection(filing, section)
    }

    // MARK: Receiving

    /// What a posted file form came to.
    private struct Arrival {
        var remove: ID<StoredFile>?
        /// A file of an earlier filing that is chosen again.
        var again: ID<StoredFile>?
        /// Everything else that was on the page.
        var form = URLEncodedForm()
        var files: [StoredFile] = []
        /// Files chosen for other questions, by their pickers: each waits for its own button.
        var waiting: [(picker: String, file: String)] = []
        /// Why nothing was attached.
        var refusal: Text?
    }

    private static func receive(_ visit: Visit, _ applicant: SignedApplicant) async throws -> Response {
        let filing: ID<Filing> = try visit.id("filing")
        let name = try visit.place("field")
        let limits = try await visit.installation.fileLimits(of: name, in: filing, for: applicant)
        var arrival = try await visit.aside { try await read(visit, field: name, limits: limits) }
        let before = try await visit.installation.openDraft(filing, for: applicant)
        guard let leaf = before.form.leaf(of: String(name.prefix { $0 != "." })) else { throw Refusal.absent }
        if arrival.form["section"] == leaf.id {
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
                for file in arrival.files { try await visit.installation.attachFile(file, to: filing, by: applicant) }
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

    /// Reads the body piece by piece. The form's token must come before any file; the bytes of a file of the wrong kind
    /// are not kept, and a body that ends before its closing boundary attaches nothing.
    private static func read(_ visit: Visit, field: String, limits: FileLimits) async throws -> Arrival {
        let fields = MultipartParser.Limits(
            parts: 20_000, field: 128 * 1024, file: Int(clamping: limits.maximumSize) + 1,
            total: Int(clamping: limits.maximumSize) * 2 + Gate.largestForm)
        var parser = try parser(visit, fields)
        var arrival = Arrival()
        var token: String?
        var part: MultipartParser.Part?
        var text: [UInt8] = []
        var start: [UInt8] = []
        var incoming: Incoming?
        var isWhole = false
        do {
            reading: for try await var buffer in visit.request.body {
                // In small pieces: what a piece tells is used before the next can fail.
                while let piece = buffer.readSlice(length: min(buffer.readableBytes, 65_536)), piece.readableBytes > 0 {
                    for event in try parser.feed(piece.readableBytesView) {
                        switch event {
                        case .began(let began):
                            (part, text, start) = (began, [], [])
                            guard let given = began.filename, !given.isEmpty else { continue }
                            try visit.checkToken(token)
                            let name = StoredFile.safeName(given)
                            guard began.name == "\(field).file" else {
                                arrival.waiting.append((began.name, name))
                                continue
                            }
                            if let refusal = limits.refusal(name: name, size: 1) {
                                arrival.refusal = refusal
                                break reading
                            }
                            incoming = try visit.installation.files.receive(
                                maximumBytes: limits.maximumSize, name: visit.world.id(StoredFile.self).text)
                        case .data(let bytes):
                            guard let incoming else {
                                if part?.filename == nil { text += bytes }
                                continue
                            }
                            if start.count < FileKind.signatureLength {
                                start += bytes.prefix(FileKind.signatureLength)
                            }
                            try incoming.write(bytes)
                        case .ended:
                            guard let ended = part else { continue }
                            if let file = incoming, let given = ended.filename {
                                incoming = nil
                                let name = StoredFile.safeName(given)
                                guard FileKind(name: name)?.agrees(with: start) == true || start.isEmpty else {
                                    arrival.refusal = limits.disagreement(name: name)
                                    break reading
                                }
                                let stored = try await visit.installation.finish(file)
                                arrival.files.append(
                                    StoredFile(
                                        id: visit.world.id(), field: field, name: name, size: stored.size,
                                        sha256: stored.sha256))
                            } else {
                                let value = String(decoding: text, as: UTF8.self)
                                if ended.name == FormNames.token { token = value }
                                if ended.filename != nil { continue }
                                if ended.name == "remove" { arrival.remove = ID<StoredFile>(value) }
                                if ended.name == "\(field).again" { arrival.again = ID<StoredFile>(value) }
                                arrival.form.append(ended.name, value)
                            }
                        case .finished: isWhole = true
                        }
                    }
                }
            }
            if arrival.refusal == nil { try parser.finish() }
        } catch let failure as FileStore.Failure {
            arrival.refusal = words(failure, part, limits)
        } catch MultipartError.fileTooLarge {
            arrival.refusal = limits.tooLarge(name: part?.filename ?? "")
        } catch is MultipartError {
            arrival.refusal = halfSent
        }
        incoming?.abandon()
        try visit.checkToken(token)
        if arrival.refusal == nil, !isWhole { arrival.refusal = halfSent }
        // The list of earlier files is always sent; only its own button means it.
        if arrival.form["again"] == nil { arrival.again = nil }
        if arrival.refusal == nil, arrival.remove == nil, arrival.again == nil, arrival.files.isEmpty {
            arrival.refusal = Text("ファイルを選んでから「このファイルを追加」を押してください", en: "Choose a file first")
        }
        if arrival.refusal != nil { arrival.files = [] }
        return arrival
    }

    private static let halfSent = Text(
        "ファイルの送信が途中で切れました。添付されていません。通信を確認して、もう一度追加してください",
        en: "The file did not arrive whole and was not attached. Please try again")

    private static func parser(_ visit: Visit, _ limits: MultipartParser.Limits) throws -> MultipartParser {
        do {
            return try MultipartParser(contentType: visit.request.headers[.contentType] ?? "", limits: limits)
        } catch {
            throw HTTPError(.unsupportedMediaType)
        }
    }

    private static func words(
        _ failure: FileStore.Failure, _ part: MultipartParser.Part?, _ limits: FileLimits
    ) -> Text {
        let name = StoredFile.safeName(part?.filename ?? "")
        switch failure {
        case .empty: return limits.refusal(name: name, size: 0) ?? halfSent
        case .tooLarge: return limits.tooLarge(name: name)
        default:
            return Text(
                "「\(name)」を保存できませんでした。時間をおいて、もう一度追加してください", en: "“\(name)” could not be stored; try again later")
        }
    }
}

extension Visit {
    /// Sends a stored file, to be saved and never shown by the browser.
    func send(_ file: StoredFile) throws -> Response {
        let reader = try installation.files.open(file.sha256)
        let type = FileKind(name: file.name)?.mediaType ?? "application/octet-stream"
        return .download(name: file.name, mediaType: type, size: file.size) { writer in
            while let chunk = try reader.next() { try await writer.write(ByteBuffer(bytes: chunk)) }
            try await writer.finish(nil)
        }
    }
}
