import Foundation
import Grants
import Outbound
import Storage
import TestDatabases
import Testing

@testable import Portal
@testable import UseCases

@Suite("The portal with its files in a bucket", .enabled(if: TestBucket.endpoint != nil, "script/with-s3 gives one"))
struct BucketStoryTests {
    @Test("files an application, gives its file to who may have it, and finds the record sound")
    func whole() async throws {
        let clock = TestClock()
        let test = try await TestBucket(clock: clock, locked: true)
        let house = try await House(
            files: test.files(lock: ObjectLock(mode: .governance, days: 10)), clock: clock)
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        #expect(try await applicant.submitFiling(filing).status == 303)
        let file = try #require(try await house.file(of: filing))
        let reply = try await applicant.get(Site.filingFile(filing, file.id.text))
        #expect(reply.status == 200 && reply.bytes == Steps.pdf)
        #expect(try await house.applicant("別の会社").get(Site.filingFile(filing, file.id.text)).status == 404)
        #expect(try await test.store().find("files/\(file.sha256)")?.keptUntil != nil)
        #expect(try await house.audit().faults == [])
        // Nothing is kept on this machine.
        #expect(try FileManager.default.contentsOfDirectory(atPath: test.folder + "/tmp").isEmpty)
        test.suffer { call, _ in call.url.contains(file.sha256) ? HTTPReply(status: 404) : nil }
        #expect(try await house.audit().faults.contains { $0.contains("is missing") })
    }

    @Test("sends people to the store where that is wished, after it looked whether they may")
    func presigned() async throws {
        let clock = TestClock()
        let test = try await TestBucket(clock: clock)
        let house = try await House(files: test.files(delivery: .presigned), clock: clock)
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        let file = try #require(try await house.file(of: filing))
        let reply = try await applicant.get(Site.filingFile(filing, file.id.text))
        let address = try #require(reply.location)
        #expect(reply.status == 303 && address.hasPrefix(test.settings.endpoint))
        #expect(try await HTTPClient.curl().send(HTTPCall(.get, address)).body == Steps.pdf)
        let stranger = try await house.applicant("別の会社").get(Site.filingFile(filing, file.id.text))
        #expect(stranger.status == 404 && stranger.location == nil)
    }

    @Test("refuses a submission while the store is away, keeps the draft, and takes it afterwards")
    func away() async throws {
        let clock = TestClock()
        let test = try await TestBucket(clock: clock)
        let house = try await House(files: test.files(), clock: clock)
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        test.suffer { _, _ in throw HTTPFailure.unreachable("refused") }
        let refused = try await applicant.submitFiling(filing)
        #expect(refused.status == 503 && refused.headers[.retryAfter] == "5")
        #expect(try await applicant.get(Site.filing(filing)).status == 200, "what needs no file goes on")
        let file = try #require(try await house.file(of: filing))
        #expect(try await applicant.get(Site.filingFile(filing, file.id.text)).status == 503)
        let page = try await applicant.get(Site.filingSection(filing, "documents"))
        let upload = try await applicant.upload(
            page, to: Site.filingFiles(filing, "見積書"), name: "見積.pdf", content: Steps.pdf + [0x20])
        #expect(upload.status == 422 && upload.words.contains("保存できませんでした"))
        let readiness = Readiness(house.installation)
        #expect(await readiness.faults() == [], "other people are served")
        #expect(await readiness.warnings().contains { $0.contains("files cannot be reached") })
        test.suffer(nil)
        house.clock.advance(seconds: 3)
        #expect(try await applicant.submitFiling(filing).status == 303)
        #expect(try await house.audit().faults == [])
    }

    @Test("does not accept a submission whose file is gone from the store")
    func gone() async throws {
        let clock = TestClock()
        let test = try await TestBucket(clock: clock)
        let house = try await House(files: test.files(), clock: clock)
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        let file = try #require(try await house.file(of: filing))
        try await test.store().remove("files/\(file.sha256)")
        let refused = try await applicant.submitFiling(filing)
        #expect(refused.status == 422 && refused.words.contains("保存されていません"))
    }
}
