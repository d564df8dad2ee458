import Documents
import Foundation
import Grants
import Storage

/// What a reviewer takes along (オフライン審査): of each case that can be scored the application as a PDF with its files, and one
/// workbook for all sheets. Of a blind review everything is covered, in papers and in names.
public struct ReviewPackage: Sendable {
    /// A part of the package: bytes made for it, or a stored file.
    public enum Content: Sendable {
        case made([UInt8])
        case stored(StoredFile)
    }

    public struct Part: Sendable {
        /// Folders and the name.
        public let path: [String]
        public let content: Content
    }

    public let parts: [Part]
    public let size: Int64

    /// Bytes of all files together.
    public static let largest: Int64 = 2_000_000_000
}

extension ReviewTask {
    /// The application as its reviewer may see it; nil before the declaration.
    public func paper() -> Paper? {
        guard let revision else { return nil }
        let blocks = FilingBlocks(form: form, answers: form.answers(from: revision.answers), files: revision.files)
        let head: [Block] = [
            .heading(level: 1, form.title.ja),
            .pairs(
                [
                    Pair("申請番号", number), Pair("公募", roundTitle.ja), Pair("審査段階", stageName.ja),
                    Pair("事業者", organisationName ?? "（匿名審査のため表示しません）"), Pair("事業名", title),
                ]),
        ]
        return Paper(
            title: "\(form.title.ja) \(number)", language: .ja, author: "", subject: roundTitle.ja,
            created: Date(revision.at), footer: "\(number)　審査のための資料です。審査以外の目的に使わないでください。",
            blocks: head + blocks.sections + blocks.fileList)
    }
}

extension Installation {
    /// The application of a task as a PDF.
    public func reviewPDF(of task: ReviewTask) async throws -> [UInt8] {
        guard let paper = task.paper() else { throw Refusal.noAssignment }
        return try await pdf(paper)
    }

    /// Everything a reviewer can take along now.
    public func reviewPackage(for reviewer: Officer) async throws -> ReviewPackage {
        let tasks = try await reviewTasks(for: reviewer).filter(\.isOpen)
        guard !tasks.isEmpty else { throw Refusal.nothingOffline }
        let size = tasks.compactMap(\.revision).flatMap(\.files).reduce(Int64(0)) { $0 + $1.size }
        guard size <= ReviewPackage.largest else {
            throw Refusal(
                .invalid,
                Text(
                    "添付ファイルの合計が2GBを超えるため、まとめてダウンロードできません。案件ごとにダウンロードしてください",
                    en: "All files together exceed 2 GB: download them case by case"))
        }
        let moment = now
        let workbook = try await offEventLoop { try OfflineSheet.workbook(tasks, at: moment) }
        var parts = [ReviewPackage.Part(path: ["審査票.xlsx"], content: .made(workbook))]
        for task in tasks {
            parts.append(.init(path: [task.number, "申請書.pdf"], content: .made(try await reviewPDF(of: task))))
            let taken = task.scans.taken(task.revision?.files ?? [])
            parts += taken.files.map { .init(path: [task.number, $0.name], content: .stored($0)) }
            if let note = taken.note {
                parts.append(.init(path: [task.number, FileScans.noteName], content: .made(note)))
            }
        }
        return ReviewPackage(parts: parts, size: size)
    }

    /// Saves what a workbook said, and submits what is complete if that was asked. What changed on the portal since it was
    /// read is left alone.
    /// - Parameter entries: each assignment's boxes, with the version of the sheet that was shown beside them.
    public func takeOffline(
        _ entries: [(id: ID<CaseEvent.Assignment>, version: Int, boxes: [String: [String]])], submit: Bool,
        by reviewer: Officer
    ) async throws -> OfflineOutcome {
        var outcome = OfflineOutcome()
        for entry in entries {
            let task = try await reviewTask(entry.id, for: reviewer)
            guard task.isOpen, task.version == entry.version else {
                outcome.skipped.append(task.number)
                continue
            }
            _ = try await saveSheet(entry.id, boxes: entry.boxes, by: reviewer)
            guard submit, OfflineSheet.entry(task, entry.boxes).isComplete else {
                outcome.saved += 1
                continue
            }
            try await submitSheet(entry.id, by: reviewer)
            outcome.submitted += 1
        }
        return outcome
    }
}

/// What became of a workbook's cases.
public struct OfflineOutcome: Sendable {
    public var saved = 0
    public var submitted = 0
    /// Numbers of the cases that were changed or submitted meanwhile.
    public var skipped: [String] = []
}

extension Refusal {
    public static let nothingOffline = Refusal(
        .notFound, Text("審査できる案件がありません。先に利益相反の有無を申告してください", en: "There is nothing to score: declare first"))
}

extension Installation {
    /// The workbook of some tasks.
    public func offlineWorkbook(_ tasks: [ReviewTask], at moment: Instant) async throws -> [UInt8] {
        guard !tasks.isEmpty else { throw Refusal.nothingOffline }
        return try await offEventLoop { try OfflineSheet.workbook(tasks, at: moment) }
    }

    /// What a workbook says that came back.
    public func readOffline(
        _ bytes: [UInt8], for tasks: [ReviewTask]
    ) async throws -> Result<OfflineSheet.Reading, WorkbookError> {
        try await offEventLoop {
            do throws(WorkbookError) {
                return .success(try OfflineSheet.read(bytes, for: tasks))
            } catch {
                return .failure(error)
            }
        }
    }
}
