package dropwizardapm.load;

import dropwizardapm.load.plan.FromKnee;
import dropwizardapm.load.plan.Objective;
import dropwizardapm.load.plan.Plan;
import dropwizardapm.load.plan.Search;
import dropwizardapm.load.plan.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** What a run is for, and what it does when nothing else is asked for. */
enum Profile {
  /** Does it answer, and fast enough? Short, and every failure counts. */
  SMOKE(Duration.ofSeconds(10), Duration.ZERO),

  /**
   * The table that was promised: four steps from idle to far beyond what a small machine can
   * compute.
   */
  TABLE(Duration.ofSeconds(30), Duration.ofSeconds(10)),

  /** How much does it sustain? */
  CAPACITY(Search.STAGE, Duration.ofSeconds(1)),

  /** Does it go on when it gets up to ten times of that? */
  OVERLOAD(Duration.ofSeconds(20), Duration.ofSeconds(5)),

  /** How soon is it back to normal after a minute of too much? */
  SPIKE(Duration.ofSeconds(60), Duration.ofSeconds(1)),

  /** Does it stay as it is, for as long as one likes? */
  SOAK(Duration.ofMinutes(10), Duration.ofSeconds(1)),

  /** How do so many users fare, each of which waits for its answer and thinks before it goes on? */
  USERS(Duration.ofSeconds(30), Duration.ofSeconds(10));

  private final Duration duration;
  private final Duration pause;

  Profile(Duration duration, Duration pause) {
    this.duration = duration;
    this.pause = pause;
  }

  /** Requests per second, step by step; where the rates are found out, the first one to try. */
  List<Integer> rates() {
    return this == TABLE ? List.of(10, 100, 500, 1000) : List.of(10);
  }

  /** Of each step; of the spike; of the whole soak. */
  Duration duration() {
    return duration;
  }

  /** Between two steps, after the last answer of the earlier one. */
  Duration pause() {
    return pause;
  }

  /** Whether its rates follow from the knee. */
  boolean needsKnee() {
    return this == OVERLOAD || this == SPIKE || this == SOAK;
  }

  /** Whether its steps are known beforehand. */
  boolean repeats() {
    return this == SMOKE || this == TABLE || this == USERS;
  }

  /** Whether it looks at the service beside the load. */
  boolean probes() {
    return needsKnee();
  }

  /** What every row must do, as in {@code load.require}. */
  String requires() {
    return switch (this) {
      case SMOKE -> "ok>=100%,p95<500ms";
      case TABLE, USERS -> "errors<1%";
      case CAPACITY, OVERLOAD, SPIKE, SOAK -> "";
    };
  }

  /** What to send, and when. */
  Plan plan(LoadConfig config) {
    return switch (this) {
      case SMOKE, TABLE ->
          repeated(
              config,
              config.rates().stream().map(r -> Stage.step("", r, config.duration())).toList());
      case USERS ->
          repeated(
              config,
              config.users().stream()
                  .map(users -> Stage.closed(users, config.think(), config.duration()))
                  .toList());
      case CAPACITY -> search(config);
      case OVERLOAD -> fromKnee(config, knee -> FromKnee.overload(knee, config.duration()));
      case SPIKE -> fromKnee(config, knee -> FromKnee.spike(knee, config.duration()));
      case SOAK -> fromKnee(config, knee -> FromKnee.soak(knee, config.duration()));
    };
  }

  /**
   * In turns: what changes slowly changes all of them. Where the spread counts, a first round is
   * for the compilers of service and generator alone; it was 8.7 ms at 50 RPS, and the next four
   * 4.9 to 5.5.
   */
  private static Plan repeated(LoadConfig config, List<Stage> stages) {
    List<Stage> all = new ArrayList<>();
    if (config.repeat() > 1) stages.forEach(stage -> all.add(stage.asWarmUp()));
    for (int i = 0; i < config.repeat(); i++) all.addAll(stages);
    return Plan.of(all);
  }

  /** What finds the knee. */
  Search search(LoadConfig config) {
    return new Search(
        config.rates().getFirst(),
        this == CAPACITY ? config.duration() : Search.STAGE,
        new Objective(config.objective()));
  }

  private Plan fromKnee(LoadConfig config, IntFunction<List<Stage>> stages) {
    return new FromKnee(config.knee(), search(config), stages);
  }

  static String names() {
    return Arrays.stream(values()).map(Profile::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
