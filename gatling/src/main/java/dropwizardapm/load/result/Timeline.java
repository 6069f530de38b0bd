package dropwizardapm.load.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The answers of a step, by the second in which their requests left. */
final class Timeline {
  private static final class Counts {
    int ok;
    int rejected;
    int errors;
  }

  private final List<Counts> counts = new ArrayList<>();
  private long[] okNanos = new long[1024];
  private int[] okSecond = new int[1024];
  private int size;

  void add(Outcome outcome, long startNanos, long nanos) {
    int second = (int) Math.max(0, startNanos / 1_000_000_000L);
    while (counts.size() <= second) counts.add(new Counts());
    switch (outcome) {
      case OK -> {
        counts.get(second).ok++;
        add(second, nanos);
      }
      case REJECTED -> counts.get(second).rejected++;
      case ERROR -> counts.get(second).errors++;
    }
  }

  private void add(int second, long nanos) {
    if (size == okNanos.length) {
      okNanos = Arrays.copyOf(okNanos, 2 * size);
      okSecond = Arrays.copyOf(okSecond, 2 * size);
    }
    okNanos[size] = nanos;
    okSecond[size++] = second;
  }

  Latencies latencies() {
    return Latencies.of(Arrays.copyOf(okNanos, size));
  }

  List<Second> seconds() {
    List<long[]> nanos = counts.stream().map(c -> new long[c.ok]).toList();
    int[] filled = new int[counts.size()];
    for (int i = 0; i < size; i++) nanos.get(okSecond[i])[filled[okSecond[i]]++] = okNanos[i];
    List<Second> seconds = new ArrayList<>(counts.size());
    for (int s = 0; s < counts.size(); s++) {
      Counts each = counts.get(s);
      seconds.add(new Second(each.ok, each.rejected, each.errors, Latencies.of(nanos.get(s))));
    }
    return seconds;
  }
}
