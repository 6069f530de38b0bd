package dropwizardapm.load.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Says what to send next. Keeps nothing: what there is to know is in what ran. */
public interface Plan {
  /** The stage after those; nothing where the run is over. */
  Optional<Stage> next(List<Ran> ran);

  /** How long the stages after those will take, as far as it can be known. */
  Duration remaining(List<Ran> ran);

  /** Known stages, one after the other. */
  static Plan of(List<Stage> stages) {
    return new Plan() {
      @Override
      public Optional<Stage> next(List<Ran> ran) {
        return ran.size() < stages.size() ? Optional.of(stages.get(ran.size())) : Optional.empty();
      }

      @Override
      public Duration remaining(List<Ran> ran) {
        return stages.stream()
            .skip(ran.size())
            .map(Stage::duration)
            .reduce(Duration.ZERO, Duration::plus);
      }
    };
  }
}
