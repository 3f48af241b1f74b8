#if canImport(Glibc)
  import Glibc
#endif

/// Memory for a table that is looked up all over.
///
/// It lies in large pages where the system has them: in small ones nearly every look-up would also
/// wait for the address of its page. All bytes are 0 at first; memory is taken as it is used, 2 MB at a
/// time. So it is for tables that are used all over, and not for many small ones.
final class LargePages<Element: BitwiseCopyable> {
  let elements: UnsafeMutableBufferPointer<Element>
  private let bytes: Int

  /// Takes memory for so many elements, at least one.
  init(count: Int) {
    precondition(count > 0, "a table has room for something")
    bytes = count * MemoryLayout<Element>.stride
    let start = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let start, start != MAP_FAILED else {
      preconditionFailure("there is memory for the tables of a load")
    }
    // Where there are none, small pages do.
    _ = madvise(start, bytes, MADV_HUGEPAGE)
    elements = UnsafeMutableBufferPointer(
      start: start.bindMemory(to: Element.self, capacity: count), count: count)
  }

  deinit { munmap(elements.baseAddress, bytes) }
}
