import Foundation

/// The seeds that a test of random things plays: few enough for every day, and as many as one likes where
/// a variable of the environment says so.
public func seeds(_ usual: Int, orAsManyAs variable: String) -> Range<Int> {
  0..<(ProcessInfo.processInfo.environment[variable].flatMap { Int($0) } ?? usual)
}
