import Grants

/// What words are found in. A case's words are a numbered document, written in the transaction that files them; a new
/// filing makes a new document, so that none ever changes. Whole blocks of documents are afterwards sealed: for each term
/// (`SearchTerms`), which of the block's documents have it. The last, unsealed ones are few and are simply read.
public struct SearchIndex {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// Documents of a block.
    static let blockSize = 4096
    /// The name of the job that seals blocks.
    public static let job = "search"

    private static let counter = "search"

    /// What drawing a new document's number asks of PostgreSQL: foreseen by those who will surely draw one.
    public static var question: SQL { Connection.drawingDocument(Counter.sequence(counter)) }

    /// The number of a new document. SQLite has one writer, and nobody to hold back.
    private func draw() throws -> Int64 {
        guard connection.isPostgres else { return try Counter.next(SearchIndex.counter, on: connection) }
        return try connection.first(SearchIndex.question)?.integer("value") ?? 1
    }

    // MARK: Writing

    /// Makes a case's words a document, in place of the one it had.
    /// - Parameter id: the case whose document it takes the place of; nil for a case that has none yet.
    /// - Returns: its number, which the case's row has to name (`cases.doc`).
    func put(_ text: String, inPlaceOf id: ID<Case>?) throws -> Int64 {
        let doc = try draw()
        if let id {
            try connection.execute(
                "delete from search_text where doc = (select doc from cases where id = \(id.text))")
        }
        try connection.execute("insert into search_text (doc, text) values (\(doc), \(text))")
        if Int(doc) % SearchIndex.blockSize == SearchIndex.blockSize - 1 {
            try JobQueue.enqueue(
                NewJob(id: "\(SearchIndex.job)-\(doc)", kind: SearchIndex.job, payload: "{}", runAt: 0), on: connection)
        }
        return doc
    }

    /// The words of a case besides those in its row; nil where it has no document.
    func text(of id: ID<Case>) throws -> String? {
        try connection.first(
            "select text from search_text where doc = (select doc from cases where id = \(id.text))")?.text("text")
    }

    /// Makes documents of all cases, for a database that had none.
    func addAllCases() throws {
        var after = ""
        while true {
            let ids: [ID<Case>] = try connection.rows(
                "select id from cases where id > \(after) order by id limit 500"
            ).map { try $0.id("id") }
            guard let last = ids.last else { break }
            after = last.text
            for id in ids {
                guard let state = try CaseLog(connection).load(id) else { continue }
                let doc = try put(state.searchText, inPlaceOf: nil)
                try connection.execute("update cases set doc = \(doc) where id = \(id.text)")
            }
            try seal()
        }
    }

    // MARK: Sealing

    /// A block as it will be stored.
    public struct Block: Sendable {
        let number: Int
        let postings: [(term: Int64, docs: [UInt8])]
    }

    /// Waits until no document that has a number is still to come. Called before blocks are sealed, in a transaction of its
    /// own.
    public func settle() throws { try connection.awaitDocuments() }

    /// The next block that is full and not sealed, ready to be stored; nil when there is none.
    public func nextBlock() throws -> Block? {
        let number = try sealedBlocks()
        let first = number * SearchIndex.blockSize
        guard try lastDocument() >= first + SearchIndex.blockSize - 1 else { return nil }
        var docs: [Int64: [UInt16]] = [:]
        try connection.walk(
            """
            select t.doc, cases.search, t.text from search_text t left join cases on cases.doc = t.doc
            where t.doc >= \(first) and t.doc < \(first + SearchIndex.blockSize) order by t.doc
            """
        ) { row in
            let place = UInt16(truncatingIfNeeded: (row[0] as Int) - first)
            let text = "\((row[1] as String?) ?? "")\u{1}\(row[2] as String)"
            for term in SearchTerms.of(text) { docs[term, default: []].append(place) }
            return true
        }
        return Block(
            number: number,
            postings: docs.sorted { $0.key < $1.key }.map { ($0.key, Posting.encode($0.value)) })
    }

    /// Stores a part of a block: small parts leave others room to write in between. The last part seals it.
    /// - Returns: whether that was the last.
    public func store(_ block: Block, part: Int, of size: Int = 4000) throws -> Bool {
        let postings = block.postings.dropFirst(part * size).prefix(size)
        if part == 0 { try connection.execute("delete from search_posting where block = \(block.number)") }
        try connection.insert(
            into: "search_posting", ["block", "term", "docs"],
            rows: postings.lazy.map { [.integer(Int64(block.number)), .integer($0.term), .blob($0.docs)] })
        guard (part + 1) * size >= block.postings.count else { return false }
        try connection.execute("insert into search_block (block) values (\(block.number)) on conflict do nothing")
        return true
    }

    /// Seals all full blocks at once.
    public func seal() throws {
        while let block = try nextBlock() { _ = try store(block, part: 0, of: max(1, block.postings.count)) }
    }

    private func sealedBlocks() throws -> Int {
        Int(
            try connection.first("select coalesce(max(block) + 1, 0) as number from search_block")?.integer("number")
                ?? 0)
    }

    private func lastDocument() throws -> Int {
        Int(try Counter.last(SearchIndex.counter, on: connection))
    }

    // MARK: Finding

    /// The documents that may hold all of the words, and whether each surely does.
    func find(_ words: [String]) throws -> (docs: SearchSet, isExact: Bool) {
        let needed = words.map(SearchTerms.needed)
        let sealed = try sealedBlocks()
        let last = try lastDocument()
        var found = SearchSet(upTo: last + 1)
        var known: Set<Int64> = []
        let terms = needed.flatMap(\.terms).filter { known.insert($0).inserted }
        let size = SearchIndex.blockSize / 64
        var docs = [[UInt64]](repeating: Array(repeating: .max, count: size), count: sealed)
        var held = [Int](repeating: 0, count: sealed)
        try connection.postings(blocks: sealed, terms: terms) { block, bytes in
            held[block] += 1
            Posting.intersect(bytes, with: &docs[block])
            return docs[block].contains { $0 != 0 }
        }
        // A block that lacks a term has no such document.
        for block in 0..<sealed where held[block] == terms.count { found.put(docs[block], at: block * size) }
        try connection.walk(
            """
            select t.doc from search_text t left join cases on cases.doc = t.doc
            where t.doc >= \(sealed * SearchIndex.blockSize) and \(SearchIndex.holds(words, text: "t.text"))
            """
        ) { row in
            found.insert(row[0])
            return true
        }
        return (found, needed.allSatisfy(\.isExact))
    }

    /// The condition that a case's row or its document holds every word.
    static func holds(_ words: [String], text: SQL) -> SQL {
        words.reduce("1 = 1") { condition, word in
            "\(condition) and (\(SQL.contains("cases.search", word)) or \(SQL.contains(text, word)))"
        }
    }
}

extension Case {
    /// Everything that was answered, and what the office entered, folded for searching.
    var searchText: String {
        var texts: [String] = []
        for filing in filings {
            filing.current.answers.gatherWords(into: &texts)
            filing.entries.last?.answers.gatherWords(into: &texts)
        }
        return Plain.searchable(texts.joined(separator: "\u{1}"))
    }
}

extension JSON {
    /// The words and numbers in it; of a file its name.
    fileprivate func gatherWords(into texts: inout [String]) {
        switch self {
        case .null, .bool: break
        case .integer(let number): texts.append(String(number))
        case .string(let text): texts.append(text)
        case .array(let values): for value in values { value.gatherWords(into: &texts) }
        case .object(let members):
            if members["sha256"] != nil {
                members["name"]?.gatherWords(into: &texts)
            } else {
                // Always in one order, so that the audit can make the same text again.
                for (_, value) in members.sorted(by: { $0.key < $1.key }) { value.gatherWords(into: &texts) }
            }
        }
    }
}
