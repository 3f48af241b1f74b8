import Commands
import Foundation

@main
enum Entry {
  static func main() {
    let code = CommandLineTool(context: .process).run(Array(CommandLine.arguments.dropFirst()))
    exit(code)
  }
}
