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
    /// Stored rows are sent as `name` with the file's id; the new file as `name.file`. The buttons send
    /// `upload` or `remove` with `name` or the file's id, so it works without scripts in any form with `hasFiles`.
    /// - Parameters:
    ///   - accept: kinds for the browser's dialogue, such as `.pdf,.docx`.
    ///   - takesMore: whether another file may be added.
    ///   - uploadAction: where the two buttons post, when not to the form's own address.
    func upload(
        _ control: Control, files: [FileRow], accept: String, takesMore: Bool = true, uploadAction: String? = nil
    ) -> HTML {
        let rows = files.map { file -> HTML in
            """
            <li class="file">\(hidden(control.name, file.id))\(fileText(file))\
            \(submit(say(Words.removeFile), .secondary, name: "remove", value: file.id, action: uploadAction,
                     context: file.name, isSmall: true))</li>
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
            })</div>
            """
    }

    private func picker(_ control: Control, accept: String, action: String?) -> HTML {
        """
        <div class="picker"><input type="file" id="\(control.id)" name="\(control.name).file" accept="\(accept)"\
        \(attribute: "aria-describedby", control.descriptionIDs)\
        \(attribute: "aria-invalid", control.error == nil ? nil : "true")>\
        \(submit(say(Words.uploadFile), .secondary, name: "upload", value: control.name, action: action,
                 context: control.label, isSmall: true))</div>
        """
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
        \(file.digest.map { "<span class=\"digest\"><abbr title=\"SHA-256\">SHA-256</abbr> <code>\($0)</code></span>" as HTML })\
        </div>
        """
    }
}
