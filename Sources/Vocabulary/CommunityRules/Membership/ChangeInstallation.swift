/// Changing how the whole installation counts and how long it keeps: the operator alone (R7).
public enum ChangeInstallation {
  public static func decide(by actor: Actor) throws(Refusal) {
    let asked = "change the installation"
    try actor.requireLiving(to: asked)
    guard actor == .operator else {
      throw actor.refusal(
        .r7, asked, because: "only the operator can",
        instead: "an admin can change a community's settings")
    }
  }
}
