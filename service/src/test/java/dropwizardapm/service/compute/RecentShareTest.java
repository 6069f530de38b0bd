package dropwizardapm.service.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentShareTest {
  private static final long MILLISECOND = 1_000_000;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 100);
  private final RecentShare share = new RecentShare(2, now::get);

  @Test
  void share_isZero_whenNothingHappened() {
    assertThat(share.get()).isZero();
  }

  @Test
  void share_comesToTheFractionOfTime_acrossRollover() {
    for (int i = 0; i < 10_000; i++) {
      now.addAndGet(MILLISECOND);
      share.add(MILLISECOND / 2);
    }
    assertThat(share.get()).isCloseTo(0.25, within(0.01));
  }

  @Test
  void share_fades_whenNothingFollows() {
    share.add(1000 * MILLISECOND);
    double before = share.get();
    now.addAndGet(3000 * MILLISECOND);
    assertThat(share.get()).isLessThan(before / 10);
  }
}
