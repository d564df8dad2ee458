import Grants
import Hummingbird
import UseCases

/// A file of the revision under review. Before the declaration, and of any other revision, there is none.
enum ReviewFilePage {
    static let routes: [Route] = [
        .officer([.reviewer], .get, Site.reviewFile, scope: .assignment) { visit, reviewer in
            let id: ID<StoredFile> = try visit.id("file")
            let task = try await visit.installation.reviewTask(try visit.id("assignment"), for: reviewer)
            guard let file = task.revision?.files.first(where: { $0.id == id }) else { throw Refusal.absent }
            return try await visit.send(file)
        }
    ]
}
