package dropwizardapm.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a run is for, and what it does when nothing else is asked for. */
enum Profile {
  /** Does it answer, and fast enough? Short, and every failure counts. */
  SMOKE,

  /**
   * The table that was promised: four steps from idle to far beyond what a small machine can
   * compute.
   */
  TABLE;

  /** Requests per second, step by step. */
  List<Integer> rates() {
    return switch (this) {
      case SMOKE -> List.of(10);
      case TABLE -> List.of(10, 100, 500, 1000);
    };
  }

  /** Of each step. */
  Duration duration() {
    return switch (this) {
      case SMOKE -> Duration.ofSeconds(10);
      case TABLE -> Duration.ofSeconds(30);
    };
  }

  /** Between two steps, after the last answer of the earlier one. */
  Duration pause() {
    return switch (this) {
      case SMOKE -> Duration.ZERO;
      case TABLE -> Duration.ofSeconds(10);
    };
  }

  static String names() {
    return Arrays.stream(values()).map(Profile::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
