import Storage

extension Installation {
    /// Seals the full blocks of the search index, in parts, so that nobody waits for long to write in between.
    public func sealSearch() async throws {
        try await database.write(seeing: .statements) { try SearchIndex($0).settle() }
        while let block = try await database.read({ try SearchIndex($0).nextBlock() }) {
            var part = 0
            while true {
                let current = part
                if try await database.write({ try SearchIndex($0).store(block, part: current) }) { break }
                part += 1
            }
        }
    }
}
