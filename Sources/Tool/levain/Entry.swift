import Commands
import Foundation

@main
enum Entry {
  static func main() {
    StandardStreams.reserve()
    let code = CommandLineTool(context: .process).run(Array(CommandLine.arguments.dropFirst()))
    exit(code)
  }
}
