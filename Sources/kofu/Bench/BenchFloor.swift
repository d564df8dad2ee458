import Foundation
import Storage

/// The floor: what this disk and database do when nothing but a durable insert of 7 KB is asked.
struct BenchFloor {
    let folder: String

    func measure(clients: Int, seconds: Int) async throws -> (single: Int, grouped: Int) {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let database = try Place(folder: folder, server: BenchStock.server).database()
        let key: SQL =
            BenchStock.server == nil ? "integer primary key" : "bigint generated always as identity primary key"
        try await database.write { try $0.execute("create table bare (id \(key), body text not null)") }
        let body = String(repeating: "0123456789", count: 700)
        let single = try await rate(database, body, lanes: 1, seconds: seconds)
        let grouped = try await rate(database, body, lanes: clients, seconds: seconds)
        try await database.write { try $0.execute("drop table bare") }
        try database.close()
        return (single, grouped)
    }

    private func rate(_ database: Database, _ body: String, lanes: Int, seconds: Int) async throws -> Int {
        let end = ContinuousClock.now + .seconds(seconds)
        let number = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<lanes {
                group.addTask {
                    var number = 0
                    while ContinuousClock.now < end {
                        try await database.write { try $0.execute("insert into bare (body) values (\(body))") }
                        number += 1
                    }
                    return number
                }
            }
            return try await group.reduce(0, +)
        }
        return number / seconds
    }
}
