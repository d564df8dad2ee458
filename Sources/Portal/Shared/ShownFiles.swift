import Grants
import Storage

/// Files among answers: which there are, where each is fetched, and whether it can be.
struct ShownFiles {
    var files: [StoredFile]
    /// What the virus scanner said of them.
    var scans: FileScans = .none
    /// Whether they are shown to those who attached them, who may fetch what nobody has looked at yet.
    var isOwner = false
    /// Where a file is fetched.
    var address: (StoredFile) -> String

    /// No files.
    static var none: ShownFiles { ShownFiles(files: []) { _ in "" } }

    /// Those of a field, or of a cell by its place.
    func at(_ place: String) -> [StoredFile] { files.filter { $0.field == place } }

    /// The line of one.
    func row(_ file: StoredFile, _ visit: Visit) -> Components.FileRow {
        let state = scans.state(of: file)
        var row = Components.FileRow(
            id: file.id.text, name: file.name, size: Formats.size(file.size, visit.language), digest: file.sha256)
        switch state {
        case nil, .clean: row.href = address(file)
        case .waiting:
            row.href = isOwner ? address(file) : nil
            row.note = .init(.info, visit.say(isOwner ? Words.Scanning.waiting : Words.Scanning.withheld))
        case .harmful(let harm): row.note = .init(.error, visit.say(Words.Scanning.harmful(harm)))
        }
        return row
    }

    /// What has to be said above all of files in which something was found; empty when nothing was.
    /// - Parameter next: what whoever reads it can do.
    func warning(_ next: Phrase, _ visit: Visit) -> HTML {
        let names = files.filter { scans.harm(in: $0) != nil }.map(\.name)
        guard !names.isEmpty else { return .empty }
        return visit.ui.banner(
            .error, visit.say(Words.Scanning.found),
            "<p>\(names.joined(separator: "、"))</p><p>\(visit.say(next))</p>")
    }
}
