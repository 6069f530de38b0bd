package dropwizardapm.bundle.bulkhead;

import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What became of a call.
 *
 * @param value null where there is none to be had, or none was given
 * @param failure why there is none: what was thrown, or a {@link TimeoutException}
 */
public record Answer<R>(@Nullable R value, @Nullable Throwable failure) {
  private static final Answer<?> NONE = new Answer<>(null, new TimeoutException("does not answer"));

  /** It has not returned, or was not asked because too many others have not. */
  @SuppressWarnings("unchecked")
  static <R> Answer<R> none() {
    return (Answer<R>) NONE;
  }

  public boolean isMissing() {
    return failure instanceof TimeoutException;
  }
}
