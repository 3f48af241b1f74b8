import EventLogs
import JSONText
import RecipeModel

extension EventBytes {
  /// The event as a JSON line, so that it can be loaded again.
  var json: [UInt8] {
    func text(_ bytes: UnsafeBufferPointer<UInt8>) -> JSONValue {
      .string(String(decoding: bytes, as: UTF8.self))
    }
    var members = [JSONMember("recipeId", text(recipeID))]
    if let userID { members.append(JSONMember("userId", text(userID))) }
    if let username { members.append(JSONMember("username", text(username))) }
    members.append(JSONMember("viewedAt", .string(at.description)))
    if let id { members.append(JSONMember("id", text(id))) }
    if agent != .person { members.append(JSONMember("agentClass", .string(agent.rawValue))) }
    var writer = JSONWriter()
    writer.value(.object(members))
    return writer.bytes
  }
}
