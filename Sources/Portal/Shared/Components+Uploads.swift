extension Components {
    /// A file the server holds.
    struct FileRow: Sendable, Equatable {
        /// The staged file's id, sent back with the form, or the stored file's.
        var id: String
        var name: String
        /// 「1.2 MB（1,234,567バイト）」.
        var size: String
        /// Where it can be fetched, if it can.
        var href: String?
        /// The file's SHA-256, for receipts.
        var digest: String?
        /// When it was stored, as it is read.
        var storedAt: String?
        /// What is to be known of it before it is fetched, or why it cannot be.
        var note: Note?

        struct Note: Sendable, Equatable {
            var tone: Tone
            var text: String

            init(_ tone: Tone, _ text: String) { (self.tone, self.text) = (tone, text) }
        }

        init(
            id: String, name: String, size: String, href: String? = nil, digest: String? = nil,
            storedAt: String? = nil
        ) {
            self.id = id
            self.name = name
            self.size = size
            self.href = href
            self.digest = digest
            self.storedAt = storedAt
        }
    }

    /// Files for one question: those stored already, each with a button to take it off, and an input for more.
    ///
    /// The new file is sent as `name.file`. The buttons send the whole form as `multipart/form-data` to `uploadAction`,
    /// with `upload`, `remove` and the file's id, or `again`, so that nothing typed elsewhere on the page is lost.
    /// - Parameters:
    ///   - accept: kinds for the browser's dialogue, such as `.pdf,.docx`.
    ///   - takesMore: whether another file may be added.
    ///   - uploadAction: where the two buttons post, when not to the form's own address.
    func upload(
        _ control: Control, files: [FileRow], accept: String, takesMore: Bool = true, uploadAction: String? = nil,
        earlier: [Option] = []
    ) -> HTML {
        let rows = files.map { file -> HTML in
            """
            <li class="file">\(fileText(file))\
            \(submit(say(Words.removeFile), .secondary, name: "remove", value: file.id, action: uploadAction,
                     context: file.name, isSmall: true, sendsFiles: true))</li>
            """
        }
        let stored: HTML = "\(if: !files.isEmpty, "<ul class=\"files\">\(rows)</ul>")"
        guard takesMore else {
            return group(
                control, id: control.id, "\(stored)<p class=\"support\">\(say(Words.noMoreFiles))</p>")
        }
        return """
            <div class="upload" data-drop>\(question(control) { _ in
                stored + picker(control, accept: accept, action: uploadAction)
            })\(again(control, earlier, action: uploadAction))</div>
            """
    }

    private func picker(_ control: Control, accept: String, action: String?) -> HTML {
        """
        <div class="picker"><input type="file" id="\(control.id)" name="\(control.name).file" accept="\(accept)"\
        \(attribute: "aria-describedby", control.descriptionIDs)\
        \(attribute: "aria-invalid", control.error == nil ? nil : "true")>\
        \(submit(say(Words.uploadFile), .secondary, name: "upload", value: control.name, action: action,
                 context: control.label, isSmall: true, sendsFiles: true))</div>
        """
    }

    /// Files that were filed before, to be chosen again.
    private func again(_ control: Control, _ earlier: [Option], action: String?) -> HTML {
        guard !earlier.isEmpty else { return .empty }
        let name = "\(control.name).again"
        let own = Control(name, say(Words.earlierFile), .unmarked, scope: control.scope)
        return details(
            say(Words.chooseEarlier),
            """
            \(select(own, options: earlier, value: ""))\
            <p>\(submit(say(Words.useEarlier), .secondary, name: "again", value: name, action: action,
                         context: control.label, isSmall: true, sendsFiles: true))</p>
            """)
    }

    /// Files to read, not to change: in receipts and on case pages.
    func files(_ files: [FileRow]) -> HTML {
        "<ul class=\"files\">\(files.map { file -> HTML in "<li class=\"file\">\(fileText(file))</li>" })</ul>"
    }

    private func fileText(_ file: FileRow) -> HTML {
        """
        <div class="file-text">\
        <span class="file-name">\(if: file.href != nil, link(file.name, file.href ?? ""), else: "\(file.name)")</span>\
        <span class="file-size">\(file.size)\(file.storedAt.map { " ・ \($0)" as HTML })</span>\
        \(file.note.map { "<span class=\"file-note\">\(chip($0.text, $0.tone))</span>" as HTML })\
        \(file.digest.map { "<span class=\"digest\"><abbr title=\"SHA-256\">SHA-256</abbr> <code>\($0)</code></span>" as HTML })\
        </div>
        """
    }
}
