package dropwizardapm.service.endpoint;

import dropwizardapm.bundle.Problem;
import dropwizardapm.service.compute.ComputePool;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Refusals for lack of time, encoded once each: the more there are, the less time there is to write
 * them.
 */
final class ShedAnswers {
  /**
   * A backlog is bounded by the deadline, so that nearly all ask for a retry after this or less.
   */
  private static final int MAX_KEPT_SECONDS = 2;

  private final AtomicReferenceArray<@Nullable Problem> kept =
      new AtomicReferenceArray<>((ComputePool.maxN() + 1) * MAX_KEPT_SECONDS);

  Problem get(int n, int retryAfterSeconds) {
    if (retryAfterSeconds > MAX_KEPT_SECONDS) return encode(n, retryAfterSeconds);
    int slot = n * MAX_KEPT_SECONDS + retryAfterSeconds - 1;
    Problem encoded = kept.get(slot);
    if (encoded != null) return encoded;
    encoded = encode(n, retryAfterSeconds);
    kept.set(slot, encoded);
    return encoded;
  }

  private static Problem encode(int n, int seconds) {
    String detail =
        "Too much work is waiting to answer n = " + n + " in time. Retry after " + seconds + " s.";
    return new Problem(503, detail, "/compute/" + n);
  }
}
