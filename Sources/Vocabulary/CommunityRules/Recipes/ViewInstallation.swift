/// Seeing numbers of the whole installation: the operator alone (R7).
public enum ViewInstallation {
  public static func decide(by actor: Actor) throws(Refusal) {
    try actor.requireOperator(
      to: "see the numbers of the installation", or: .r7,
      instead: "ask for a community of yours")
  }
}
