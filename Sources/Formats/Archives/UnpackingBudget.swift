import PipelineCore

/// What one file on disk has used up of its limits, over all containers in it.
final class UnpackingBudget {
  let limits: ArchiveLimits
  private let file: FileByteSource
  private(set) var members = 0
  private(set) var unpackedBytes: Int64 = 0
  /// The limit of the whole file that was passed; the walk of the file ends with it.
  private(set) var spent: ReadFault?

  init(file: FileByteSource, limits: ArchiveLimits) {
    self.file = file
    self.limits = limits
  }

  func countMember(at location: SourceLocation) throws(ReadFault) {
    members += 1
    guard members > limits.maximumMembers else { return }
    throw spend("the number of members, \(limits.maximumMembers)", at: location)
  }

  func countUnpacked(_ bytes: Int, at location: SourceLocation) throws(ReadFault) {
    unpackedBytes += Int64(bytes)
    if unpackedBytes > limits.maximumTotalBytes {
      throw spend("the unpacked size of the whole, \(limits.maximumTotalBytes) bytes", at: location)
    }
    let packed = file.isRegular ? file.size : file.position
    if unpackedBytes > limits.ratioFloorBytes, unpackedBytes / limits.maximumRatio > packed {
      throw spend("expansion of the whole, \(limits.maximumRatio) to 1", at: location)
    }
  }

  private func spend(_ limit: String, at location: SourceLocation) -> ReadFault {
    let archive = SourceLocation(archive: location.archive)
    spent = ReadFault(.limitExceeded(limit: limit), at: archive)
    return ReadFault(.limitExceeded(limit: limit), at: location)
  }
}

/// Unpacked content under the limits on size and expansion.
final class LimitedSource: ByteSource {
  private let source: any ByteSource
  private let location: SourceLocation
  private let budget: UnpackingBudget
  private let packedBytes: () -> Int64
  private var unpackedBytes: Int64 = 0
  private var fault: ReadFault?

  /// Watches what the source gives; `packedBytes` says how much it consumed for that so far.
  init(
    _ source: any ByteSource, at location: SourceLocation, budget: UnpackingBudget,
    packedBytes: @escaping () -> Int64
  ) {
    self.source = source
    self.location = location
    self.budget = budget
    self.packedBytes = packedBytes
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    if let fault { throw fault }
    do throws(ReadFault) {
      let count = try source.read(into: buffer)
      try account(for: count)
      return count
    } catch {
      fault = error
      throw error
    }
  }

  private func account(for count: Int) throws(ReadFault) {
    unpackedBytes += Int64(count)
    let limits = budget.limits
    if unpackedBytes > limits.maximumMemberBytes {
      throw fault("the unpacked size of one member, \(limits.maximumMemberBytes) bytes")
    }
    if unpackedBytes > limits.ratioFloorBytes,
      unpackedBytes / limits.maximumRatio > packedBytes()
    {
      throw fault("expansion, \(limits.maximumRatio) to 1")
    }
    try budget.countUnpacked(count, at: location)
  }

  private func fault(_ limit: String) -> ReadFault {
    ReadFault(.limitExceeded(limit: limit), at: location)
  }
}
