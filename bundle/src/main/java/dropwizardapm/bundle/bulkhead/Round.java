package dropwizardapm.bundle.bulkhead;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One question to all, put by as many threads as run this. */
final class Round<T, R> implements Runnable {
  private static final int NONE = -1;

  private final List<T> all;
  private final Function<T, @Nullable R> question;
  private final Set<Object> hanging;
  private final List<@Nullable Answer<R>> answers;
  private int next;
  private int threads;
  private boolean closed;

  /**
   * Asks nobody yet.
   *
   * @param hanging who has not answered an earlier round; those of this one are added in the end
   */
  Round(List<T> all, Function<T, @Nullable R> question, Set<Object> hanging) {
    this.all = all;
    this.question = question;
    this.hanging = hanging;
    this.answers = new ArrayList<>(Collections.nCopies(all.size(), null));
  }

  @Override
  public void run() {
    for (int i = next(); i != NONE; i = next()) {
      keep(i, answer(all.get(i)));
    }
    end();
  }

  /**
   * Errors, too: a class that is missing is no reason to go without all the other answers, and a
   * stack that was used up is free again here. Where memory is short the JVM ends as it throws,
   * before anybody can catch that (ExitOnOutOfMemoryError).
   */
  private Answer<R> answer(T one) {
    if (hanging.contains(one)) return Answer.none();
    try {
      return new Answer<>(question.apply(one), null);
    } catch (Throwable e) {
      return new Answer<>(null, e);
    } finally {
      Thread.interrupted(); // which would be the next one's
    }
  }

  private synchronized int next() {
    return closed || next == all.size() ? NONE : next++;
  }

  private synchronized void keep(int i, Answer<R> answer) {
    if (closed) hanging.remove(all.get(i));
    else answers.set(i, answer);
  }

  /** Another thread is going to run this. */
  synchronized void begin() {
    threads++;
  }

  synchronized void end() {
    threads--;
    notifyAll();
  }

  /** Whether some are left, and none was asked for so long; false before that when all are done. */
  synchronized boolean isStuck(long nanos, long end) throws InterruptedException {
    int before = NONE;
    while (threads > 0 && next < all.size() && before != next && end - System.nanoTime() > 0) {
      before = next;
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    }
    return threads > 0 && next < all.size() && end - System.nanoTime() > 0;
  }

  /** Until no thread runs this any more, or the end has come. */
  synchronized void await(long end) throws InterruptedException {
    for (long left = end - System.nanoTime();
        threads > 0 && left > 0;
        left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Whoever has been asked and has not answered hangs from now on. */
  synchronized List<Answer<R>> close() {
    closed = true;
    List<Answer<R>> result = new ArrayList<>(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      Answer<R> answer = answers.get(i);
      if (answer == null && i < next) hanging.add(all.get(i));
      result.add(answer == null ? Answer.none() : answer);
    }
    return result;
  }
}
