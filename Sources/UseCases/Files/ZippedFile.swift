import Documents
import Grants
import Storage

extension FileStore {
    /// Writes a stored file as a part of a ZIP file. It is read twice: a part's checksum is said before its content.
    public func add(
        _ file: StoredFile, as path: [String], at moment: ZipWriter.Moment, to zip: inout ZipWriter,
        write: ([UInt8]) async throws -> Void
    ) async throws {
        var checksum: UInt32 = 0
        let first = try await open(file.sha256)
        while let piece = try await first.next() { checksum = ZipWriter.checksum(piece, after: checksum) }
        try await write(zip.begin(path, at: moment, size: UInt64(file.size), checksum: checksum))
        let second = try await open(file.sha256)
        while let piece = try await second.next() { try await write(piece) }
    }
}
