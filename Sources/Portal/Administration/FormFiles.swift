import Foundation
import Grants
import Hummingbird
import NIOCore
import UseCases

/// A form as files for other programs: 項目定義書 for Excel, and JSON Schema. Of the version the address asks for, or as it is
/// being designed.
enum FormFiles {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminFormBook, scope: .programme) { visit, administrator in
            let (form, programme) = try await form(visit, administrator)
            let created = Date(timeIntervalSince1970: Double(visit.arrived.milliseconds / 1000))
            let bytes = try await visit.installation.apart {
                try FormBook(form, tables: programme.tables, programme: programme.name).workbook(created: created)
            }
            return file(
                bytes, name: "項目定義書_\(form.title.ja).xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        },
        .officer([.administrator], .get, Site.adminFormSchema, scope: .programme) { visit, administrator in
            let (form, _) = try await form(visit, administrator)
            return file(
                Array(FormSchema(form).json.canonical.utf8), name: "\(form.id).schema.json", "application/schema+json")
        },
    ]

    private static func form(_ visit: Visit, _ administrator: Officer) async throws -> (Form, Programme) {
        let id = try visit.place("form")
        guard visit.query["version"] != nil else {
            let design = try await visit.design(for: administrator)
            return (design.form, design.programme.newest)
        }
        let programme = try visit.installation.programme(visit.programmeID(), for: administrator)
        let (_, definition) = try visit.version(of: programme)
        guard let form = definition.designed(id) else { throw Refusal.absent }
        return (form, definition)
    }

    private static func file(_ bytes: [UInt8], name: String, _ mediaType: String) -> Response {
        .download(name: name, mediaType: mediaType, size: Int64(bytes.count)) { writer in
            try await writer.write(ByteBuffer(bytes: bytes))
            try await writer.finish(nil)
        }
    }

    /// Links to both files.
    static func links(_ programme: String, _ form: String, version: Int? = nil, _ visit: Visit) -> HTML {
        func link(_ pattern: Pattern, _ phrase: Phrase) -> HTML {
            visit.ui.link(
                visit.say(phrase),
                Pattern.address(pattern(programme, form), [("version", version.map { String($0) } ?? "")]))
        }
        return "\(link(Site.adminFormBook, Words.Builder.asBook))　\(link(Site.adminFormSchema, Words.Builder.asSchema))"
    }
}
