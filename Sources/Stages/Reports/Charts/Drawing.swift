/// What every chart is drawn with.
enum Drawing {
  /// What a picture is for those who do not see it.
  enum Role: String {
    case image = "img"
    /// Things that can be gone to.
    case group
  }

  /// Draws one picture, named and described for those who do not see it.
  ///
  /// `id` must be unique on the page; `classes` says on which screens it shows.
  static func picture(
    id: String, title: String, description: String, width: Double, height: Double,
    classes: String = "chart", role: Role = .image, to html: inout HTML,
    _ body: (inout HTML) -> Void
  ) {
    html.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": classes, "role": role.rawValue,
        "viewBox": "0 0 \(width.coordinate) \(height.coordinate)",
        "aria-labelledby": "\(id)-title \(id)-desc",
      ]
    ) { svg in
      svg.element("title", ["id": "\(id)-title"], text: title)
      svg.element("desc", ["id": "\(id)-desc"], text: description)
      body(&svg)
    }
  }

  /// Draws a text; `anchor` is `start`, `middle` or `end`.
  static func text(
    _ text: String, x: Double, y: Double, anchor: String = "start", classes: String = "label",
    to svg: inout HTML
  ) {
    svg.element(
      "text",
      ["x": x.coordinate, "y": y.coordinate, "text-anchor": anchor, "class": classes], text: text)
  }

  /// Draws what something is called at the left and how much it is at the right; of a name that
  /// does not fit beside that, its front.
  static func label(
    _ name: String, value: String, y: Double, width: Double, to svg: inout HTML
  ) {
    let fontSize = 13.0
    let room = width - LabelFit.width(of: value, fontSize: fontSize) - 36
    text(LabelFit.cut(name, to: room, fontSize: fontSize), x: 0, y: y, to: &svg)
    text(value, x: width, y: y, anchor: "end", classes: "label strong", to: &svg)
  }

  static func line(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double), classes: String,
    in svg: inout HTML
  ) {
    svg.empty(
      "line",
      [
        "x1": start.x.coordinate, "y1": start.y.coordinate, "x2": end.x.coordinate,
        "y2": end.y.coordinate, "class": classes,
      ])
  }

  /// Draws the horizontal grid of a scale, its labels left of it.
  static func grid(
    _ scale: AxisScale, left: Double, right: Double, top: Double, bottom: Double,
    to svg: inout HTML
  ) {
    for tick in scale.ticks {
      let y = bottom - scale.position(of: Double(tick), along: bottom - top)
      line(
        from: (left, y), to: (right, y), classes: tick == 0 ? "axis" : "grid", in: &svg)
      text(
        tick.compact, x: left - 8, y: y + 4, anchor: "end", classes: "tick", to: &svg)
    }
  }
}

extension Double {
  /// The number with at most one decimal, in one form on every machine.
  var coordinate: String {
    let tenths = Int((self * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let magnitude = tenths.magnitude
    return magnitude % 10 == 0
      ? "\(sign)\(magnitude / 10)" : "\(sign)\(magnitude / 10).\(magnitude % 10)"
  }
}
