package dropwizardapm.bundle.systemd;

import dropwizardapm.bundle.libc.Libc;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd what the service is doing (sd_notify). Does nothing where no one listens, and never
 * fails: a service that cannot notify must still serve.
 */
public final class Notifier {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
  private static final long NANOS_PER_MICRO = 1_000;

  private final @Nullable DatagramSink sink;
  private final @Nullable Duration watchdog;

  Notifier(@Nullable DatagramSink sink, @Nullable Duration watchdog) {
    this.sink = sink;
    this.watchdog = watchdog;
  }

  /**
   * Looks beside the caller for what it takes to notify systemd, where that listens: linking to the
   * C library takes 150 of the 3 500 ms of a start, which otherwise leaves a core idle.
   */
  public static void prepare(Map<String, String> environment) {
    if (address(environment).isPresent())
      Thread.ofPlatform().daemon().name("libc").start(Libc::find);
  }

  private static Optional<String> address(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("NOTIFY_SOCKET")).filter(name -> !name.isEmpty());
  }

  /** As systemd says in NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID. */
  public static Notifier fromEnvironment(Map<String, String> environment, long pid) {
    Optional<? extends DatagramSink> sink =
        address(environment).flatMap(address -> sink(Libc.find(), environment, address));
    if (sink.isEmpty()) return new Notifier(null, null);
    return new Notifier(sink.get(), watchdog(environment, pid));
  }

  /** Itself where this JVM can call the C library, else through a program, if there is that. */
  static Optional<? extends DatagramSink> sink(
      Optional<Libc> libc, Map<String, String> environment, String address) {
    if (libc.isPresent()) return Optional.of(new NotifySocket(libc.get(), address));
    Optional<NotifyProgram> program =
        NotifyProgram.find(environment.getOrDefault("PATH", ""), address);
    if (program.isPresent())
      LOG.info(
          "systemd is notified by {}, for want of Java 22: the unit needs NotifyAccess=all",
          NotifyProgram.NAME);
    else
      LOG.warn(
          "systemd is not notified: that takes Java 22, or the program {}, which is not in PATH",
          NotifyProgram.NAME);
    return program;
  }

  private static @Nullable Duration watchdog(Map<String, String> environment, long pid) {
    String micros = environment.get("WATCHDOG_USEC");
    if (micros == null
        || !environment.getOrDefault("WATCHDOG_PID", Long.toString(pid)).equals(Long.toString(pid)))
      return null;
    return Duration.ofNanos(Long.parseLong(micros) * NANOS_PER_MICRO);
  }

  /** Time without a {@link #watchdogAlive()} message after which systemd kills the service. */
  public Optional<Duration> watchdogInterval() {
    return Optional.ofNullable(watchdog);
  }

  public void ready(String status) {
    send("READY=1\nSTATUS=" + oneLine(status));
  }

  public void status(String status) {
    send("STATUS=" + oneLine(status));
  }

  public void stopping(String status) {
    send("STOPPING=1\nSTATUS=" + oneLine(status));
  }

  public void watchdogAlive() {
    send("WATCHDOG=1");
  }

  /** Asks for this much more time, from now, to start or to stop. */
  public void extendTimeout(Duration more) {
    send("EXTEND_TIMEOUT_USEC=" + more.toNanos() / NANOS_PER_MICRO);
  }

  /**
   * Has systemd keep a duplicate of a descriptor in the store, for the next process of the service.
   */
  void store(String name, int descriptor) {
    String message = "FDSTORE=1\nFDNAME=" + name;
    send(message, to -> to.send(message, descriptor));
  }

  /** Has systemd close what it has kept under that name. */
  void removeFromStore(String name) {
    send("FDSTOREREMOVE=1\nFDNAME=" + name);
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ');
  }

  private void send(String message) {
    send(message, to -> to.send(message));
  }

  private interface Sending {
    void to(DatagramSink sink) throws IOException;
  }

  private void send(String message, Sending sending) {
    if (sink == null) return;
    try {
      sending.to(sink);
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "systemd cannot be notified, message={}, cause={}",
          message.lines().findFirst().orElse(""),
          e.toString());
    }
  }
}
