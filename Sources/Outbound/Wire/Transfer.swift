import CCurl
import CurlOptions
import Foundation
import Synchronization

/// One use of a libcurl handle: its options, the bytes it sends and receives, and how it ended.
/// Made, run and dropped on one thread.
final class Transfer {
    /// What libcurl said went wrong, with its own words.
    struct Failure: Error {
        let code: CURLcode
        let words: String
    }

    /// Lets another thread stop a running transfer, when the task that waits for it is cancelled.
    final class Stop: Sendable {
        private let flag = Atomic(false)
        var isSet: Bool { flag.load(ordering: .relaxed) }
        func set() { flag.store(true, ordering: .relaxed) }
    }

    /// Header lines as they came, each with its line end; for SMTP the server's answers.
    private(set) var headerLines: [String] = []
    private(set) var body: [UInt8] = []
    /// Whether it was given up because nothing moved.
    private(set) var isStalled = false
    /// Whether the reply was larger than allowed, which stopped the transfer.
    private(set) var overflowed = false

    /// Handles that were used and may be used again, with the connections they keep open.
    final class Handles: Sendable {
        private static let most = 16
        // Addresses, which may go from thread to thread; a handle is with one transfer at a time.
        private let idle = Mutex<[UInt]>([])

        fileprivate func take() -> UnsafeMutableRawPointer? {
            idle.withLock { $0.popLast() }.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
        }

        fileprivate func giveBack(_ handle: UnsafeMutableRawPointer) {
            curl_easy_reset(handle)
            let address = UInt(bitPattern: handle)
            let isKept = idle.withLock { idle in
                guard idle.count < Handles.most else { return false }
                idle.append(address)
                return true
            }
            if !isKept { curl_easy_cleanup(handle) }
        }

        deinit {
            for address in idle.withLock({ $0 }) { curl_easy_cleanup(UnsafeMutableRawPointer(bitPattern: address)) }
        }
    }

    private let handle: UnsafeMutableRawPointer
    private let handles: Handles?
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var words = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
    private let limit: Int
    private var headerBytes = 0
    private var outgoing: [UInt8] = []
    private var sent = 0
    private var file: (descriptor: Int32, position: off_t, end: off_t)?
    private let stop: Stop
    private var patience: Duration?
    private var moved = (bytes: Int64(0), at: ContinuousClock.now)

    /// - Parameters:
    ///   - limit: bytes of the reply's body above which the transfer is stopped.
    ///   - handles: where one may be taken from, and is given back to; nil for one of its own.
    init(limit: Int, stop: Stop, handles: Handles? = nil) throws(Failure) {
        guard Self.ready, let handle = handles?.take() ?? curl_easy_init() else {
            throw Failure(code: CURLE_FAILED_INIT, words: "libcurl could not start")
        }
        self.handle = handle
        self.handles = handles
        self.limit = limit
        self.stop = stop
    }

    deinit {
        if let handles { handles.giveBack(handle) } else { curl_easy_cleanup(handle) }
        if let file { close(file.descriptor) }
        for list in lists { curl_slist_free_all(list) }
    }

    /// libcurl wants its global start done once before any thread uses it. A broken TLS connection may raise SIGPIPE,
    /// whose default would end the whole program.
    private static let ready: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    }()

    func set(_ option: CURLoption, _ value: Int) throws(Failure) {
        try check(curl_set_long(handle, option, value), option)
    }

    func set(_ option: CURLoption, _ value: String) throws(Failure) {
        try check(curl_set_string(handle, option, value), option)
    }

    func set(_ option: CURLoption, _ values: [String]) throws(Failure) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values {
            guard let longer = curl_slist_append(list, value) else {
                curl_slist_free_all(list)
                throw Failure(code: CURLE_OUT_OF_MEMORY, words: "out of memory")
            }
            list = longer
        }
        guard let list else { return }
        lists.append(list)
        try check(curl_set_list(handle, option, list), option)
    }

    /// The body of a request; libcurl takes a copy.
    func setBody(_ bytes: [UInt8]) throws(Failure) {
        try set(CURLOPT_POSTFIELDSIZE, bytes.count)
        var copy = bytes
        let code = copy.withUnsafeMutableBytes { bytes in
            // libcurl copies as many bytes as POSTFIELDSIZE said; an empty array has no address to copy from.
            bytes.isEmpty
                ? curl_set_string(handle, CURLOPT_COPYPOSTFIELDS, "")
                : curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress)
        }
        try check(code, CURLOPT_COPYPOSTFIELDS)
    }

    /// The bytes of a message to upload.
    func setUpload(_ bytes: [UInt8]) throws(Failure) {
        outgoing = bytes
        try set(CURLOPT_UPLOAD, 1)
    }

    /// A part of a file to upload, read while it is sent.
    func setUpload(_ slice: FileSlice) throws(Failure) {
        let descriptor = open(slice.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Failure(code: CURLE_READ_ERROR, words: "\(slice.path): \(String(cString: strerror(errno)))")
        }
        file = (descriptor, off_t(slice.offset), off_t(slice.offset + slice.count))
        try set(CURLOPT_UPLOAD, 1)
        try set(CURLOPT_INFILESIZE_LARGE, Int(slice.count))
    }

    /// Gives up a transfer in which nothing moves for some seconds. (libcurl's own limit goes by a mean of the last five.)
    func setStall(_ seconds: Int) { patience = .seconds(seconds) }

    /// Seconds to connect and seconds for the whole.
    func setTimeLimits(connect: Int, total: Int) throws(Failure) {
        try set(CURLOPT_CONNECTTIMEOUT, connect)
        try set(CURLOPT_TIMEOUT, total)
    }

    /// Runs to the end and gives the last status code of the protocol.
    func perform() throws(Failure) -> Int {
        // Time-outs by signals would hit any thread of the program.
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_NOPROGRESS, 0)
        let me = Unmanaged.passUnretained(self).toOpaque()
        _ = curl_set_data_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, transfer in
            Transfer.of(transfer)?.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        _ = curl_set_data_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, transfer in
            Transfer.of(transfer)?.takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        _ = curl_set_data_callback(handle, CURLOPT_READFUNCTION) { bytes, size, count, transfer in
            Transfer.of(transfer)?.give(UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        _ = curl_set_progress_callback(handle) { transfer, _, received, _, sent in
            guard let transfer = Transfer.of(transfer) else { return 0 }
            return transfer.stop.isSet || transfer.stands(at: Int64(received) + Int64(sent)) ? 1 : 0
        }
        for option in [CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_READDATA, CURLOPT_XFERINFODATA] {
            try check(curl_set_pointer(handle, option, me), option)
        }
        let code = words.withUnsafeMutableBytes { words in
            _ = curl_set_pointer(handle, CURLOPT_ERRORBUFFER, words.baseAddress)
            let code = curl_easy_perform(handle)
            _ = curl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil)
            return code
        }
        guard code == CURLE_OK else { throw Failure(code: code, words: said(code)) }
        return curl_response_code(handle)
    }

    /// The last status code of the protocol, also after a failure; 0 when there was none.
    var lastStatus: Int { curl_response_code(handle) }

    private func said(_ code: CURLcode) -> String {
        let own = String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.isEmpty ? String(cString: curl_easy_strerror(code)) : own
    }

    private func check(_ code: CURLcode, _ option: CURLoption) throws(Failure) {
        guard code != CURLE_OK else { return }
        throw Failure(code: code, words: "option \(option.rawValue): \(String(cString: curl_easy_strerror(code)))")
    }

    private static func of(_ pointer: UnsafeMutableRawPointer?) -> Transfer? {
        pointer.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Whether nothing has moved for too long. Asked about once a second.
    private func stands(at bytes: Int64) -> Bool {
        guard let patience else { return false }
        if bytes != moved.bytes { moved = (bytes, .now) }
        isStalled = ContinuousClock.now - moved.at >= patience
        return isStalled
    }

    private func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
        headerBytes += bytes.count
        guard headerBytes <= 65_536 else {
            overflowed = true
            return 0
        }
        headerLines.append(String(decoding: bytes, as: UTF8.self))
        return bytes.count
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard bytes.count <= limit - body.count else {
            overflowed = true
            return 0
        }
        body.append(contentsOf: bytes)
        return bytes.count
    }

    private func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
        if let (descriptor, position, end) = file {
            let count = pread(descriptor, room.baseAddress, min(room.count, Int(end - position)), position)
            guard count >= 0 else { return Int(CURL_READFUNC_ABORT) }
            file?.position += off_t(count)
            return count
        }
        let count = min(room.count, outgoing.count - sent)
        room.copyBytes(from: outgoing[sent..<sent + count])
        sent += count
        return count
    }
}
