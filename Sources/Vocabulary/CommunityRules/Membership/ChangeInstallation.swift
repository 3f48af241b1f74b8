/// Changing how the whole installation counts and how long it keeps: the operator alone (R7).
public enum ChangeInstallation {
  public static func decide(by actor: Actor) throws(Refusal) {
    try actor.requireOperator(
      to: "change the installation", or: .r7,
      instead: "an admin can change a community's settings")
  }
}
