package dropwizardapm.load.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * Stages whose rates follow from the knee, which is looked for first unless it is known.
 *
 * @param knee requests per second; empty where it is not known
 * @param stages for a knee
 */
public record FromKnee(OptionalInt knee, Search search, IntFunction<List<Stage>> stages)
    implements Plan {
  /** Multiples of the knee. */
  public static List<Stage> overload(int knee, Duration each) {
    return List.of(1, 2, 5, 10).stream()
        .map(factor -> Stage.step(factor + " × knee", factor * knee, each))
        .toList();
  }

  /** A normal load, five times as much for a while, and the normal one again. */
  public static List<Stage> spike(int knee, Duration spike) {
    int normal = Math.max(1, knee * 6 / 10);
    return List.of(
        Stage.step("before", normal, spike.dividedBy(2)).thenAtOnce(),
        Stage.step("spike", 5 * normal, spike).thenAtOnce(),
        Stage.step("after", normal, spike.dividedBy(2)));
  }

  /** A load that is well below the knee, for long; a window each, to compare them. */
  public static List<Stage> soak(int knee, Duration whole) {
    int windows = 20;
    int rps = Math.max(1, knee * 7 / 10);
    List<Stage> stages = new ArrayList<>();
    for (int i = 1; i <= windows; i++)
      stages.add(
          Stage.step("window %02d".formatted(i), rps, whole.dividedBy(windows)).thenAtOnce());
    return stages;
  }

  @Override
  public Optional<Stage> next(List<Ran> ran) {
    if (knee.isPresent() && ran.isEmpty())
      return Optional.of(Search.warmUp(Math.max(1, knee.getAsInt() / 2)));
    if (knee.isEmpty()) {
      List<Ran> before = ran.stream().filter(r -> r.stage().kind() != Stage.Kind.STEP).toList();
      Optional<Stage> searching = before.size() < ran.size() ? Optional.empty() : search.next(ran);
      if (searching.isPresent()) return searching;
    }
    return rest(ran).next(ran.stream().filter(r -> r.stage().kind() == Stage.Kind.STEP).toList());
  }

  @Override
  public Duration remaining(List<Ran> ran) {
    List<Ran> steps = ran.stream().filter(r -> r.stage().kind() == Stage.Kind.STEP).toList();
    if (knee.isPresent() || !steps.isEmpty()) return rest(ran).remaining(steps);
    return search.remaining(ran).plus(Plan.of(stages.apply(1)).remaining(List.of()));
  }

  /** The knee that the stages follow from; 0 where there is none. */
  public int found(List<Ran> ran) {
    return knee.orElseGet(() -> search.known(ran).low());
  }

  private Plan rest(List<Ran> ran) {
    int found = found(ran);
    return Plan.of(found == 0 ? List.of() : stages.apply(found));
  }
}
