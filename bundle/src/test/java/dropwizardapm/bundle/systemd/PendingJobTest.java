package dropwizardapm.bundle.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What systemctl list-jobs prints, as seen on Debian 13. */
class PendingJobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2734 dropwizard-app.service stop running | true",
        "2734 dropwizard-app.service stop waiting | true",
        "2734 dropwizard-app.service restart running | false",
        "2734 dropwizard-app.service try-restart running | false",
        "2734 stop.service restart running | false",
        "'' | false",
        "No jobs running. | false"
      })
  void onlyAStop_isOne(String jobs, boolean isStop) {
    assertThat(PendingJob.isStop(jobs)).isEqualTo(isStop);
  }

  @ParameterizedTest
  @CsvSource({
    "0::/system.slice/shop.service, shop.service",
    "0::/system.slice/system-shop.slice/shop@blue.service, shop@blue.service",
    "'1:name=systemd:/system.slice/shop.service\n0::/', shop.service",
    "0::/user.slice/user-0.slice/session-3.scope,"
  })
  void unit_isTheProcessOwn(String controlGroups, String unit) {
    assertThat(PendingJob.unit(controlGroups.replace("\\n", "\n")).orElse(null)).isEqualTo(unit);
  }
}
