package dropwizardapm.load;

import dropwizardapm.load.plan.Objective.Finding;
import dropwizardapm.load.plan.Ran;
import dropwizardapm.load.plan.Search;
import dropwizardapm.load.plan.Stage;
import dropwizardapm.load.result.Capacity;
import dropwizardapm.load.result.StepResult;
import dropwizardapm.load.result.Verdict;
import dropwizardapm.load.verdict.Baseline;
import dropwizardapm.load.verdict.Overload;
import dropwizardapm.load.verdict.Soak;
import dropwizardapm.load.verdict.Spike;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a run says in the end: how much is sustained, and whether all that had to be was so. */
record Conclusion(LoadConfig config, List<Ran> ran, Optional<Baseline> baseline) {
  /** In one sentence; empty where nothing was looked for. */
  String sentence(@Nullable Capacity ceiling) {
    if (Ran.results(ran, Stage.Kind.SEARCH).isEmpty()) return "";
    Search.Known known = config.profile().search(config).known(ran);
    String what =
        " requests/s of %s with p95 below %s"
            .formatted(config.workload().target(), text(config.objective()));
    Optional<Finding> beyond = known.beyond();
    boolean open = beyond.map(f -> f.reason().leavesOpen()).orElse(true);
    if (known.low() == 0)
      return "No rate was found to be sustained"
          + beyond
              .map(
                  f ->
                      "; at %d requests/s %s (%s).".formatted(known.high(), f.reason(), f.figure()))
              .orElse(".");
    String share =
        ceiling == null
            ? ""
            : String.format(
                Locale.ROOT,
                ", %.0f %% of what the cores allow",
                100 * known.low() / ceiling.rps());
    return "Sustains "
        + (open ? "at least " : "")
        + known.low()
        + what
        + share
        + beyond
            .map(f -> "; at %d %s (%s).".formatted(known.high(), f.reason(), f.figure()))
            .orElse("; the run ended before it found more.");
  }

  /** The highest rate that the service sustained, if it was the service that did not take more. */
  OptionalInt knee() {
    if (config.profile() != Profile.CAPACITY) return OptionalInt.empty();
    Search.Known known = config.profile().search(config).known(ran);
    boolean found =
        known.low() > 0 && known.beyond().filter(f -> !f.reason().leavesOpen()).isPresent();
    return found ? OptionalInt.of(known.low()) : OptionalInt.empty();
  }

  List<Verdict> verdicts() {
    List<StepResult> steps = Ran.results(ran, Stage.Kind.STEP);
    List<Verdict> verdicts = new ArrayList<>();
    switch (config.profile()) {
      case SMOKE, TABLE, USERS -> verdicts.addAll(config.requirements().judge(steps));
      case CAPACITY -> {
        Optional<StepResult> knee = config.profile().search(config).known(ran).row();
        verdicts.add(
            Verdict.of(
                "a rate is sustained",
                knee.isPresent(),
                knee.map(row -> row.offeredRps() + " requests/s").orElse("none")));
        verdicts.addAll(config.requirements().judge(knee.stream().toList()));
      }
      case OVERLOAD, SPIKE, SOAK -> {
        verdicts.addAll(steps.isEmpty() ? none() : promises(steps));
        verdicts.addAll(config.requirements().judge(steps));
      }
    }
    baseline.ifPresent(before -> verdicts.addAll(before.judge(Baseline.of(steps))));
    return verdicts;
  }

  private List<Verdict> promises(List<StepResult> steps) {
    return switch (config.profile()) {
      case OVERLOAD -> Overload.of(steps);
      case SPIKE -> Spike.of(steps);
      case SOAK -> Soak.of(steps);
      case SMOKE, TABLE, USERS, CAPACITY -> List.of();
    };
  }

  private List<Verdict> none() {
    return List.of(Verdict.notJudged(config.profile().toString(), "the run ended before"));
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
