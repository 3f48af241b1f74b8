/// Tags of HTML, taken out of text.
enum Markup {
  /// Takes out tags, comments, scripts and styles in place.
  ///
  /// Blocks and breaks become line feeds, table cells spaces, the rest nothing. Only names
  /// that HTML knows count, so `<medium>` and `a < b` stay. Says whether a tag was lost that
  /// meant more than a line break.
  static func strip(_ buffer: inout [UInt8]) -> Bool {
    var stripper = Stripper(buffer)
    stripper.run()
    buffer = stripper.output
    return stripper.lostMeaning
  }

  fileprivate enum Element: Int {
    case block, cell, inline, hidden
  }

  /// Finds what an element is to the text around it.
  fileprivate static let elements: WordTable = {
    func entries(_ names: String, _ element: Element) -> [(word: String, value: Int)] {
      names.split(separator: " ").map { (String($0), element.rawValue) }
    }
    return WordTable(
      entries(
        """
        br p li div tr ul ol dl dt dd h1 h2 h3 h4 h5 h6 hr table tbody thead tfoot section \
        article aside header footer main nav blockquote pre address figure figcaption form \
        fieldset center html body
        """, .block)
        + entries("td th caption option", .cell)
        + entries(
          """
          a abbr acronym b bdi bdo big button cite code del dfn em font i img input ins kbd \
          label mark meta link noscript picture q s samp select small source span strike \
          strong sub sup svg time title tt u var video audio iframe wbr head object embed \
          nobr data area map path param track
          """, .inline)
        + entries("script style template", .hidden))
  }()

  private struct Stripper {
    let input: [UInt8]
    var output: [UInt8] = []
    var lostMeaning = false
    private var position = 0
    private var commentsEnd = true

    init(_ input: [UInt8]) {
      self.input = input
      output.reserveCapacity(input.count)
    }

    mutating func run() {
      input.withUnsafeBufferPointer { bytes in
        while position < bytes.count {
          if bytes[position] == Byte.less, skipTag(in: bytes) { continue }
          output.append(bytes[position])
          position += 1
        }
      }
    }

    /// Passes the tag or comment that starts here; false when there is none.
    private mutating func skipTag(in bytes: TextBytes) -> Bool {
      var scanner = ByteScanner(bytes, at: position + 1)
      if scanner.skip("!--") { return skipComment(in: bytes, from: scanner.position) }
      if scanner.skip("![CDATA[") {
        position = scanner.position
        return true
      }
      let isClosing = scanner.skip(UInt8(ascii: "/"))
      let nameStart = scanner.position
      while Byte.isDigit(scanner.peek()) || (scanner.peek() | 0x20) &- 0x61 < 26
        || scanner.peek() == UInt8(ascii: ":") || scanner.peek() == UInt8(ascii: "-")
      {
        scanner.position += 1
      }
      let name = bytes.part(nameStart..<scanner.position)
      guard let element = element(named: name), let end = endOfTag(scanner) else { return false }
      position = end
      apply(element)
      if element == .hidden, !isClosing { skipContent(of: name, in: bytes) }
      return true
    }

    private func element(named name: TextBytes) -> Element? {
      guard !name.isEmpty, Byte.isLetter(name[0]) else { return nil }
      if let value = elements.value(of: name) { return Element(rawValue: value) }
      let isForeign = name.contains(UInt8(ascii: ":")) || name.contains(UInt8(ascii: "-"))
      return isForeign ? .inline : nil
    }

    /// The position after `>`; nil when the text goes on as no tag does.
    private func endOfTag(_ scanner: ByteScanner) -> Int? {
      switch scanner.peek() {
      case Byte.greater: return scanner.position + 1
      case UInt8(ascii: "/"):
        return scanner.peek(1) == Byte.greater ? scanner.position + 2 : nil
      case Byte.space, 0x09, 0x0A, 0x0D: break
      default: return nil
      }
      var scanner = scanner
      var quote: UInt8 = 0
      while !scanner.isAtEnd {
        let byte = scanner.peek()
        if byte == Byte.less { return nil }
        if quote != 0 {
          if byte == quote { quote = 0 }
        } else if byte == Byte.greater {
          return scanner.position + 1
        } else if byte == UInt8(ascii: "\""), scanner.peek(-1) == UInt8(ascii: "=") {
          quote = byte
        }
        scanner.position += 1
      }
      return nil
    }

    private mutating func apply(_ element: Element) {
      switch element {
      case .block: output.append(Byte.lineFeed)
      case .cell: output.append(Byte.space)
      case .inline, .hidden: lostMeaning = true
      }
    }

    private mutating func skipComment(in bytes: TextBytes, from start: Int) -> Bool {
      guard commentsEnd else { return false }
      var scanner = ByteScanner(bytes, at: start)
      while !scanner.isAtEnd {
        if scanner.skip("-->") {
          position = scanner.position
          return true
        }
        scanner.position += 1
      }
      // No comment ends from here on, so none needs to be looked for again.
      commentsEnd = false
      return false
    }

    /// Passes everything before the closing tag of a script or style.
    private mutating func skipContent(of name: TextBytes, in bytes: TextBytes) {
      while position < bytes.count {
        var scanner = ByteScanner(bytes, at: position)
        if scanner.skip("</"), scanner.position + name.count <= bytes.count,
          bytes.part(scanner.position..<scanner.position + name.count).elementsEqual(
            name, by: { Byte.lowercased($0) == Byte.lowercased($1) })
        {
          return
        }
        position += 1
      }
    }
  }
}
