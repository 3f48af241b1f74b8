/// Seeing numbers of the whole installation: the operator alone (R7).
public enum ViewInstallation {
  public static func decide(by actor: Actor) throws(Refusal) {
    let asked = "see the numbers of the installation"
    try actor.requireLiving(to: asked)
    guard actor == .operator else {
      throw actor.refusal(
        .r7, asked, because: "only the operator can",
        instead: "ask for a community of yours with --community")
    }
  }
}
