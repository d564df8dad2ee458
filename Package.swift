// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "kofu",
    defaultLocalization: "ja",
    products: [
        .executable(name: "kofu", targets: ["kofu"]),
        .library(name: "FEEL", targets: ["FEEL"]),
    ],
    dependencies: [
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CPangoCairo", pkgConfig: "pangocairo",
            providers: [.apt(["libpango1.0-dev", "libcairo2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "CurlOptions", dependencies: ["CCurl"]),
        .target(name: "SQLiteOptions", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(name: "FEEL", dependencies: [.product(name: "BigInt", package: "BigInt")]),
        .target(name: "XLSForm", dependencies: ["FEEL"]),
        .target(
            name: "Grants",
            dependencies: [
                "FEEL",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ]),
        .target(
            name: "Storage",
            dependencies: [
                "CPostgres", "SQLiteOptions", "Grants",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        .target(name: "Documents", dependencies: ["CPangoCairo", "CXLSXWriter", "CZlib"]),
        .target(
            name: "Outbound",
            dependencies: [
                "CCurl", "CurlOptions",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        .target(
            name: "UseCases",
            dependencies: [
                "CZlib", "FEEL", "XLSForm", "Grants", "Storage", "Documents", "Outbound",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(
            name: "Portal",
            dependencies: [
                "FEEL", "XLSForm", "Grants", "Storage", "Documents", "Outbound", "UseCases",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            resources: [.embedInCode("Assets")]),
        .executableTarget(
            name: "kofu",
            dependencies: [
                "FEEL", "XLSForm", "Grants", "Storage", "Documents", "Outbound", "UseCases", "Portal",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(name: "feel-fuzz", dependencies: ["FEEL"]),
        .testTarget(
            name: "FEELTests", dependencies: ["FEEL", .product(name: "BigInt", package: "BigInt")],
            exclude: ["conformance-failures.txt"]),
        .testTarget(name: "XLSFormTests", dependencies: ["XLSForm", "FEEL"], exclude: ["oracle-differences.txt"]),
        .testTarget(name: "GrantsTests", dependencies: ["FEEL", "Grants"]),
        .target(name: "TestDatabases", dependencies: ["Storage"], path: "Tests/TestDatabases"),
        .testTarget(
            name: "StorageTests",
            dependencies: ["Storage", "TestDatabases", .product(name: "GRDB", package: "GRDB.swift")]),
        .testTarget(name: "DocumentsTests", dependencies: ["Documents", "CZlib"]),
        .testTarget(
            name: "UseCasesTests",
            dependencies: [
                "UseCases", "XLSForm", "Documents", "Grants", "Storage", "FEEL", "CZlib", "TestDatabases",
            ]),
        .testTarget(
            name: "OutboundTests",
            dependencies: [
                "Outbound",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        .testTarget(
            name: "PortalTests",
            dependencies: [
                "Portal", "Documents", "TestDatabases",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
