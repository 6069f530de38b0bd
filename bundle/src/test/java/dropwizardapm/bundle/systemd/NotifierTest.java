package dropwizardapm.bundle.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dropwizardapm.bundle.libc.Libc;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotifierTest {
  private final List<String> sent = new ArrayList<>();
  private final Notifier notifier = new Notifier(sent::add, null);

  @Test
  void messages_areWhatSystemdReads() {
    notifier.ready("serving");
    notifier.watchdogAlive();
    notifier.extendTimeout(Duration.ofSeconds(10));
    notifier.stopping("one\ntwo");
    assertThat(sent)
        .containsExactly(
            "READY=1\nSTATUS=serving",
            "WATCHDOG=1",
            "EXTEND_TIMEOUT_USEC=10000000",
            "STOPPING=1\nSTATUS=one two");
  }

  @Test
  void notifier_isSilent_whenNobodyListens() {
    Notifier none = Notifier.fromEnvironment(Map.of("WATCHDOG_USEC", "30000000"), 1);
    assertThatCode(() -> none.ready("serving")).doesNotThrowAnyException();
    assertThat(none.watchdogInterval()).isEmpty();
  }

  @Test
  void notifier_goesOn_whenTheSocketIsGone() {
    Notifier broken =
        new Notifier(
            message -> {
              throw new IOException("gone");
            },
            null);
    assertThatCode(broken::watchdogAlive).doesNotThrowAnyException();
  }

  @Test
  void notifier_goesOn_whenTheCLibraryCannotBeCalled() {
    Notifier broken =
        new Notifier(
            message -> {
              throw new IllegalStateException("the C library cannot be called");
            },
            null);
    assertThatCode(broken::watchdogAlive).doesNotThrowAnyException();
  }

  @Test
  void watchdog_isForTheNamedProcessOnly() {
    Map<String, String> environment =
        Map.of(
            "NOTIFY_SOCKET",
            "/run/systemd/notify",
            "WATCHDOG_USEC",
            "30000000",
            "WATCHDOG_PID",
            "7");
    assertThat(Notifier.fromEnvironment(environment, 7).watchdogInterval())
        .contains(Duration.ofSeconds(30));
    assertThat(Notifier.fromEnvironment(environment, 8).watchdogInterval()).isEmpty();
  }

  @Test
  void address_isRefused_whenNotAUnixSocket() {
    assertThatThrownBy(() -> new NotifySocket(Libc.find().orElseThrow(), "vsock:2:1234"))
        .hasMessageContaining("vsock:2:1234");
  }
}
