/// A kind of file a field takes. A file is of a kind when its name says so and its first bytes agree.
public enum FileKind: String, Sendable, CaseIterable {
    case pdf, docx, xlsx, pptx, png, jpeg, csv, text, zip

    /// Endings of names, in lower case, without the dot.
    public var endings: [String] {
        switch self {
        case .jpeg: ["jpg", "jpeg"]
        case .text: ["txt"]
        default: [rawValue]
        }
    }

    public var title: Text {
        switch self {
        case .pdf: "PDF"
        case .docx: "Word（docx）"
        case .xlsx: "Excel（xlsx）"
        case .pptx: "PowerPoint（pptx）"
        case .png: "PNG"
        case .jpeg: "JPEG"
        case .csv: "CSV"
        case .text: Text("テキスト", en: "Text")
        case .zip: "ZIP"
        }
    }

    public var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .csv: "text/csv"
        case .text: "text/plain"
        case .zip: "application/zip"
        }
    }

    /// The kind a file's name claims.
    public init?(name: String) {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        let ending = name[name.index(after: dot)...].lowercased()
        guard let kind = FileKind.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
        self = kind
    }

    /// How many first bytes `agrees` wants to see.
    public static let signatureLength = 1024

    /// Whether a file's first bytes are what this kind begins with. Text kinds must not hold NUL bytes.
    public func agrees(with start: [UInt8]) -> Bool {
        switch self {
        case .pdf: start.starts(with: [0x25, 0x50, 0x44, 0x46, 0x2D])
        case .docx, .xlsx, .pptx, .zip: start.starts(with: [0x50, 0x4B, 0x03, 0x04])
        case .png: start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        case .jpeg: start.starts(with: [0xFF, 0xD8, 0xFF])
        case .csv, .text: !start.contains(0)
        }
    }
}

/// A file that is stored: written, synced and renamed, with the digest of what was received.
public struct StoredFile: Hashable, Sendable {
    public let id: ID<StoredFile>
    /// The field it answers.
    public let field: String
    /// The name it came with, without any path.
    public let name: String
    /// Bytes.
    public let size: Int64
    /// SHA-256 in 64 lower-case hexadecimal digits.
    public let sha256: String

    public init(id: ID<StoredFile>, field: String, name: String, size: Int64, sha256: String) {
        self.id = id
        self.field = field
        self.name = name
        self.size = size
        self.sha256 = sha256
    }

    /// A name a person gave, made harmless: its last path component, without control characters, at most 200 characters.
    public static func safeName(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let kept = Plain.line(last)
        let plain = kept.allSatisfy({ $0 == "." }) ? "file" : kept
        guard plain.count > 200 else { return plain }
        let ending = plain.lastIndex(of: ".").map { String(plain[$0...].suffix(12)) } ?? ""
        return String(plain.prefix(200 - ending.count)) + ending
    }
}
