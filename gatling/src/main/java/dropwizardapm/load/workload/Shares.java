package dropwizardapm.load.workload;

import java.util.Iterator;
import java.util.List;

/**
 * Takes turns by weight: 70, 25 and 5 give 70, 25 and 5 of every hundred, spread evenly. Drawn by
 * lot, two runs would differ in how many of the dear requests they have.
 */
final class Shares<T> implements Iterator<T> {
  private final List<T> things;
  private final List<Integer> weights;
  private final int[] due;
  private final int sum;

  private Shares(List<T> things, List<Integer> weights) {
    this.things = things;
    this.weights = weights;
    this.due = new int[weights.size()];
    this.sum = weights.stream().mapToInt(Integer::intValue).sum();
  }

  /** Goes on for ever; for one thread at a time, as Gatling asks its feeders. */
  static <T> Iterator<T> of(List<T> things, List<Integer> weights) {
    return new Shares<>(things, weights);
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public T next() {
    int most = 0;
    for (int i = 0; i < due.length; i++) {
      due[i] += weights.get(i);
      if (due[i] > due[most]) most = i;
    }
    due[most] -= sum;
    return things.get(most);
  }
}
