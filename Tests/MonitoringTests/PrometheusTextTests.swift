import Monitoring
import Testing

struct PrometheusTextTests {
  @Test func `figures stand under their help and type, with their labels`() {
    let text = PrometheusText.text(of: [
      MetricFamily(
        "levain_store_size_bytes", help: "Size of the store.", [.init(4096)]),
      MetricFamily(
        "levain_runs_total", .counter, help: "Runs that ended.",
        [
          .init(3, .init("kind", "backup"), .init("state", "succeeded")),
          .init(0.5, .init("kind", "drill"), .init("state", "failed")),
        ]),
      MetricFamily("levain_nothing", help: "Nothing is known of it.", []),
    ])
    #expect(
      text == """
        # HELP levain_store_size_bytes Size of the store.
        # TYPE levain_store_size_bytes gauge
        levain_store_size_bytes 4096
        # HELP levain_runs_total Runs that ended.
        # TYPE levain_runs_total counter
        levain_runs_total{kind="backup",state="succeeded"} 3
        levain_runs_total{kind="drill",state="failed"} 0.5

        """)
  }

  @Test func `what would end a line or a value is escaped`() {
    let text = PrometheusText.text(of: [
      MetricFamily("m", help: "a\\b\n\"c\"", [.init(1, .init("path", "C:\\x \"y\"\nz \u{E9}"))])
    ])
    #expect(
      text == """
        # HELP m a\\\\b\\n"c"
        # TYPE m gauge
        m{path="C:\\\\x \\"y\\"\\nz \u{E9}"} 1

        """)
  }

  @Test(
    arguments: [
      (0, "0"), (-3, "-3"), (1_795_000_000, "1795000000"),
      (9_007_199_254_740_992, "9007199254740992"),
      (1.5, "1.5"), (1e300, "1e+300"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
    ] as [(Double, String)])
  func `numbers are written as Prometheus reads them`(value: Double, written: String) {
    let text = PrometheusText.text(of: [MetricFamily("m", help: "h", [.init(value)])])
    #expect(text.hasSuffix("\nm \(written)\n"))
  }
}
