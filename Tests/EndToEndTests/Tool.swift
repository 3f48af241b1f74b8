import Foundation

/// The built tool, run as people run it.
struct Tool {
  /// What one run left behind.
  struct Outcome: Equatable {
    var out: String
    var error: String
    var exitCode: Int32
  }

  /// The package's folder.
  static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// The folder of the built products, where the test bundle lies too.
  static var products: URL {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  }

  /// Runs a shell script in a folder, with `levain` on the path and `$SAMPLES` set.
  static func script(
    _ script: String, in folder: URL, environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = folder
    var variables = ProcessInfo.processInfo.environment
    variables["PATH"] = "\(products.path):\(variables["PATH"] ?? "/usr/bin:/bin")"
    variables["SAMPLES"] = root.appending(path: "samples").path
    variables["PIPELINES"] = root.appending(path: "pipelines").path
    variables["LEVAIN_STORE"] = nil
    // The shell's own escapes and quoting depend on the locale, which a scheduler may not set.
    variables["LC_ALL"] = "C.UTF-8"
    for (name, value) in environment { variables[name] = value }
    process.environment = variables
    let outFile = folder.appending(path: ".out")
    let errorFile = folder.appending(path: ".error")
    for file in [outFile, errorFile] {
      _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    }
    process.standardOutput = try FileHandle(forWritingTo: outFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Outcome(
      out: try String(contentsOf: outFile, encoding: .utf8),
      error: try String(contentsOf: errorFile, encoding: .utf8),
      exitCode: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus)
  }
}
