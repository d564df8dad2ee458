import Grants
import Hummingbird
import Storage
import UseCases

/// A posted form with files, read piece by piece. Its token must come before any file; a file that is refused is not kept,
/// and what was typed after it is read all the same. A body that ends before its closing boundary attaches nothing.
struct FileArrival {
    private(set) var remove: ID<StoredFile>?
    /// A file of an earlier filing that is chosen again.
    private(set) var again: ID<StoredFile>?
    /// Everything else that was on the page.
    private(set) var form = URLEncodedForm()
    /// Whether the form came to its end. Of half a form nobody knows what the rest said.
    private(set) var isWhole = false
    private(set) var files: [StoredFile] = []
    /// Files chosen for other questions, by their pickers: each waits for its own button.
    var waiting: [(picker: String, file: String)] = []
    /// Why nothing was attached.
    var refusal: Text?

    private let visit: Visit
    private let field: String
    private let limits: FileLimits
    private var token: String?

    // MARK: The part that is being read

    private var part: MultipartParser.Part?
    private var text: [UInt8] = []
    /// The first bytes of a file, which say what it is.
    private var start: [UInt8] = []
    private var incoming: Incoming?

    /// Reads the request's body.
    /// - Throws: when it is no such form, or its token is not the session's.
    init(_ visit: Visit, field: String, limits: FileLimits) async throws {
        (self.visit, self.field, self.limits) = (visit, field, limits)
        do {
            try await read()
        } catch is MultipartError {
            refusal = refusal ?? FileArrival.halfSent
        }
        incoming?.abandon()
        try visit.checkToken(token)
        if refusal == nil, !isWhole { refusal = FileArrival.halfSent }
        // The list of earlier files is always sent; only its own button means it.
        if form["again"] == nil { again = nil }
        if refusal == nil, remove == nil, again == nil, files.isEmpty {
            refusal = Text("ファイルを選んでから「このファイルを追加」を押してください", en: "Choose a file first")
        }
        if refusal != nil { files = [] }
    }

    private mutating func read() async throws {
        // A file that is too large is read past, for what was typed after it.
        let most = Int(clamping: limits.maximumSize) * 2 + Gate.largestForm
        var parser: MultipartParser
        do {
            parser = try MultipartParser(
                contentType: visit.request.headers[.contentType] ?? "",
                limits: .init(parts: 20_000, field: 128 * 1024, file: most, total: most))
        } catch {
            throw HTTPError(.unsupportedMediaType)
        }
        for try await var buffer in visit.request.body {
            // In small pieces: what a piece tells is used before the next can fail.
            while let piece = buffer.readSlice(length: min(buffer.readableBytes, 65_536)), piece.readableBytes > 0 {
                for event in try parser.feed(piece.readableBytesView) { try await take(event) }
            }
        }
        try parser.finish()
    }

    private mutating func take(_ event: MultipartParser.Event) async throws {
        do {
            switch event {
            case .began(let part): try begin(part)
            case .data(let bytes): try take(bytes)
            case .ended: try await end()
            case .finished: isWhole = true
            }
        } catch let failure as FileStore.Failure {
            refuse(words(failure))
        }
    }

    private mutating func begin(_ began: MultipartParser.Part) throws {
        (part, text, start) = (began, [], [])
        guard let given = began.filename, !given.isEmpty else { return }
        try visit.checkToken(token)
        let name = StoredFile.safeName(given)
        guard began.name == "\(field).file" else {
            waiting.append((began.name, name))
            return
        }
        if let refusal = limits.refusal(name: name, size: 1) { return refuse(refusal) }
        // After one that was refused, none of the others counts.
        guard refusal == nil else { return }
        incoming = try visit.installation.files.receive(
            maximumBytes: limits.maximumSize, name: visit.world.id(StoredFile.self).text)
    }

    private mutating func take(_ bytes: [UInt8]) throws {
        guard let incoming else {
            if part?.filename == nil { text += bytes }
            return
        }
        if start.count < FileKind.signatureLength { start += bytes.prefix(FileKind.signatureLength) }
        try incoming.write(bytes)
    }

    private mutating func end() async throws {
        guard let part else { return }
        guard let given = part.filename else { return note(part.name, String(decoding: text, as: UTF8.self)) }
        guard let file = incoming else { return }
        let name = StoredFile.safeName(given)
        guard FileKind(name: name)?.agrees(with: start) == true || start.isEmpty else {
            return refuse(limits.disagreement(name: name))
        }
        incoming = nil
        let stored = try await file.finish()
        files.append(
            StoredFile(id: visit.world.id(), field: field, name: name, size: stored.size, sha256: stored.sha256))
    }

    private mutating func note(_ name: String, _ value: String) {
        if name == FormNames.token { token = value }
        if name == "remove" { remove = ID<StoredFile>(value) }
        if name == "\(field).again" { again = ID<StoredFile>(value) }
        form.append(name, value)
    }

    private mutating func refuse(_ why: Text) {
        refusal = refusal ?? why
        incoming?.abandon()
        incoming = nil
    }

    private func words(_ failure: FileStore.Failure) -> Text {
        let name = StoredFile.safeName(part?.filename ?? "")
        switch failure {
        case .empty: return limits.refusal(name: name, size: 0) ?? FileArrival.halfSent
        case .tooLarge: return limits.tooLarge(name: name)
        default:
            return Text(
                "「\(name)」を保存できませんでした。時間をおいて、もう一度追加してください", en: "“\(name)” could not be stored; try again later")
        }
    }

    private static let halfSent = Text(
        "ファイルの送信が途中で切れました。添付されていません。通信を確認して、もう一度追加してください",
        en: "The file did not arrive whole and was not attached. Please try again")
}
