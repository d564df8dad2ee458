import Foundation
import Testing

@testable import Outbound

/// The examples of the Amazon S3 API reference, “Authenticating Requests (AWS Signature Version 4)”.
@Suite("Signed calls to an object store")
struct SignatureTests {
    private let signature = Signature(
        key: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", region: "us-east-1")
    private let host = "examplebucket.s3.amazonaws.com"
    /// 2013-05-24T00:00:00Z
    private let moment: Int64 = 1_369_353_600_000

    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let subject: Signature.Subject
        var headers: [(name: String, value: String)] = []
        var payload = Signature.nothing
        let signature: String
    }

    static let examples: [Example] = [
        Example(
            testDescription: "a part of an object",
            subject: .init(method: .get, host: "examplebucket.s3.amazonaws.com", path: "/test.txt"),
            headers: [("Range", "bytes=0-9")],
            signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        Example(
            testDescription: "an object that is put",
            subject: .init(method: .put, host: "examplebucket.s3.amazonaws.com", path: "/test%24file.text"),
            headers: [
                ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ], payload: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
            signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
        Example(
            testDescription: "a query without a value",
            subject: .init(
                method: .get, host: "examplebucket.s3.amazonaws.com", path: "/", query: [("lifecycle", "")]),
            signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        Example(
            testDescription: "a query with values",
            subject: .init(
                method: .get, host: "examplebucket.s3.amazonaws.com", path: "/",
                query: [("prefix", "J"), ("max-keys", "2")]),
            signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ]

    @Test("have the signatures of the reference's examples", arguments: examples)
    func headers(example: Example) throws {
        let headers = signature.headers(example.subject, example.headers, payload: example.payload, at: moment)
        let authorization = try #require(headers.first { $0.name == "authorization" }?.value)
        #expect(authorization.hasSuffix("Signature=\(example.signature)"), "\(authorization)")
        #expect(authorization.contains("Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"))
    }

    @Test("and so has an address that needs no headers")
    func link() {
        let query = signature.query(
            .init(method: .get, host: host, path: "/test.txt"), seconds: 86_400, at: moment)
        #expect(
            query.hasSuffix("&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"))
        #expect(query.contains("X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400"))
    }

    @Test("put their query in the order it is signed in, with every byte that may matter written out")
    func query() {
        let query = Signature.canonical([("b", "ア/ +&="), ("a", "~-_."), ("B", "")])
        #expect(query == "B=&a=~-_.&b=%E3%82%A2%2F%20%2B%26%3D")
    }
}

@Suite("What an object store answers")
struct ObjectAnswerTests {
    @Test("is read by the path of its elements, in their order")
    func list() throws {
        let answer = try #require(
            ObjectAnswer(
                Array(
                    """
                    <?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name>
                    <Contents><Key>a&amp;b</Key><Size>1</Size></Contents><Contents><Key>c</Key></Contents>
                    </ListBucketResult>
                    """.utf8)))
        #expect(answer.root == "ListBucketResult" && answer["Name"] == "b")
        #expect(answer.texts.filter { $0.path == "Contents/Key" }.map(\.text) == ["a&b", "c"])
        #expect(answer["Contents/Size"] == "1" && answer["Nothing"] == nil)
    }

    @Test("may be nothing of the kind", arguments: ["", "<a><b></a>", "no such bucket", "<a>"])
    func nonsense(text: String) { #expect(ObjectAnswer(Array(text.utf8)) == nil) }
}
