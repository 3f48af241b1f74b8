import Foundation
import TestKit
import Testing

/// Schedules that are kept by real processes, which are stopped and killed.
@Suite(.serialized) struct ScheduleProcessTests {
  /// A store whose pipeline was run by its schedule in 2023, and has missed every New Year since; with
  /// what the scripts need.
  private static let setting = """
    levain init --quiet
    cat > nightly.yaml <<'Y'
    pipeline: nightly
    schedule: { cron: "0 0 1 1 *", pause: 1s }
    stages: [lineage]
    Y
    SOURCE_DATE_EPOCH=1700000000 levain schedule run nightly.yaml --quiet >/dev/null
    levain_bin=$(command -v levain)
    job() { levain schedule list nightly.yaml --json | jq -r ".pipelines[0].jobs[0].$1"; }
    await() { # a command that is to succeed within half a minute
      for _ in $(seq 300); do "$@" && return; sleep 0.1; done; echo "never: $*"; return 1
    }
    is() { [ "$(job state)" = "$1" ]; }
    says() { grep -q "$2" "$1"; }
    hold() { exec 9>levain.db.lock; flock 9; }
    release() { exec 9>&-; }
    child() { # whether the process of the last attempt is there
      kill -0 "$(job process)" 2>/dev/null && echo 'it goes on' || echo 'it is gone'
    }
    levain() { "$levain_bin" "$@" 9>&-; }
    account() { # every time that was due has a job or is counted by one
      levain schedule list nightly.yaml --json \\
        | jq -c '.pipelines[0].jobs | [length, (map(.missedBefore) | add), map(.state)]'
    }

    """

  private func run(_ script: String) throws -> Tool.Outcome {
    try withTemporaryFolder { folder in
      try Tool.script(ScheduleProcessTests.setting + script, in: folder)
    }
  }

  @Test func `a schedule makes up for what was missed, and ends when it is asked to`() throws {
    let outcome = try run(
      """
      mkdir files && cp nightly.yaml files && echo 'pipeline: [' > files/broken.yaml
      "$levain_bin" schedule start files >out 2>log & keeper=$!
      await says log 'succeeded in'
      kill -TERM $keeper; wait $keeper; echo "exit $?"
      account
      grep -c 'broken.yaml' log
      """)
    #expect(
      outcome.out == """
        exit 0
        [2,2,["succeeded","succeeded"]]
        1

        """, "\(outcome.error)")
  }

  @Test func `a stopped run goes on at the next start`() throws {
    let outcome = try run(
      """
      hold
      "$levain_bin" schedule start nightly.yaml >out 2>log 9>&- & keeper=$!
      await says log 'waiting until another run'
      kill -INT $keeper; wait $keeper; echo "exit $?"
      job state; job reason; child
      release
      levain schedule start nightly.yaml --once --quiet >out 2>&1; echo "exit $?"
      job state; job attempts; account
      """)
    #expect(
      outcome.out == """
        exit 0
        retrying
        stopped
        it is gone
        exit 0
        succeeded
        2
        [2,2,["succeeded","succeeded"]]

        """, "\(outcome.error)")
  }

  @Test func `after kill -9 a run that goes on is watched until its end`() throws {
    let outcome = try run(
      """
      hold
      "$levain_bin" schedule start nightly.yaml >out 2>log 9>&- & keeper=$!
      await says log 'waiting until another run'
      kill -9 $keeper; wait $keeper 2>/dev/null
      job state; child
      "$levain_bin" schedule start nightly.yaml >out 2>log2 9>&- & keeper=$!
      await says log2 'still runs'
      release
      await is succeeded
      kill -TERM $keeper; wait $keeper; echo "exit $?"
      job attempts; job exitCode; account
      levain runs list --json | jq '.runs | map(select(.kind == "pipeline")) | length'
      """)
    #expect(
      outcome.out == """
        running
        it goes on
        exit 0
        1
        0
        [2,2,["succeeded","succeeded"]]
        2

        """, "\(outcome.error)")
  }

  @Test func `after kill -9 a run that is gone is lost, and tried again`() throws {
    let outcome = try run(
      """
      hold
      "$levain_bin" schedule start nightly.yaml >out 2>log 9>&- & keeper=$!
      await says log 'waiting until another run'
      # One process more keeps no second schedule, and runs nothing besides it.
      levain schedule run nightly.yaml 2>refusal; echo "exit $?"; head -1 refusal
      kill -9 $keeper $(job process); wait $keeper 2>/dev/null
      release
      "$levain_bin" schedule start nightly.yaml >out 2>log2 & keeper=$!
      await says log2 'its process was killed'
      await is succeeded
      kill -TERM $keeper; wait $keeper; echo "exit $?"
      job attempts; account
      sqlite3 levain.db 'PRAGMA integrity_check; PRAGMA foreign_key_check' 2>/dev/null || echo ok
      """)
    #expect(
      outcome.out == """
        exit 5
        error: another process runs the jobs of nightly on levain.db
        exit 0
        2
        [2,2,["succeeded","succeeded"]]
        ok

        """, "\(outcome.error)")
  }

  @Test func `a second signal ends what runs at once`() throws {
    let outcome = try run(
      """
      hold
      "$levain_bin" schedule start nightly.yaml >out 2>log 9>&- & keeper=$!
      await says log 'waiting until another run'
      kill -STOP $(job process)
      # Two signals that come at once are one.
      while kill -TERM $keeper 2>/dev/null; do sleep 0.3; done
      wait $keeper; echo "exit $?"
      job state; job reason; child
      """)
    #expect(outcome.out == "exit 0\nretrying\nstopped\nit is gone\n", "\(outcome.error)")
  }

  @Test(arguments: [
    ("skip", "nightly: skipped: the one before has not ended\nexit 0\n"),
    ("refuse", "nightly: failed: the one before has not ended\nexit 5\n"),
    (
      "queue",
      "nightly: skipped: the one before has not ended\nexit 0\nnightly: succeeded\nexit 0\n"
    ),
  ])
  func `a run that is asked for while another one goes on does what the file says`(
    policy: String, told: String
  ) throws {
    let outcome = try run(
      """
      sed -i 's/pause: 1s/overlap: \(policy)/' nightly.yaml
      hold
      "$levain_bin" schedule run nightly.yaml >out 2>log 9>&- & first=$!
      await says log 'waiting until another run'
      { levain schedule run nightly.yaml --quiet; echo "exit $?"; } >second 9>&- & second=$!
      # One that waits in the queue does so until the first has ended.
      if [ \(policy) = queue ]; then
        sleep 0.5; cat second
        # One more is left out, or there would be another each night.
        sleep 1.5; levain schedule run nightly.yaml --quiet; echo "exit $?"
      else wait $second; fi
      release
      wait $second; cat second
      wait $first; echo "exit $?"
      """)
    #expect(outcome.out == told + "exit 0\n", "\(outcome.error)")
  }
}
