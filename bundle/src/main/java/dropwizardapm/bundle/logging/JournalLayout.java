package dropwizardapm.bundle.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;

/** One event, written in the configured format; see {@link LogFormat}. */
final class JournalLayout extends LayoutBase<ILoggingEvent> {
  private final LogFormat format;
  private final boolean priorities;
  private final RootCauseFirstThrowableProxyConverter throwables =
      new RootCauseFirstThrowableProxyConverter();

  /**
   * @param priorities begin each line with the {@code <N>} that the journal takes as its priority;
   *     there is no time then, because the journal has one
   */
  JournalLayout(LogFormat format, boolean priorities) {
    this.format = format;
    this.priorities = priorities;
  }

  @Override
  public void start() {
    throwables.start();
    super.start();
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    String text = format.write(event, throwables.convert(event), !priorities);
    if (!priorities) return text + '\n';
    String prefix = "<" + priority(event.getLevel()) + ">";
    StringBuilder lines = new StringBuilder(text.length() + 16);
    text.lines().forEach(line -> lines.append(prefix).append(line).append('\n'));
    return lines.toString();
  }

  /** Syslog's number for a level. */
  private static int priority(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> 3;
      case Level.WARN_INT -> 4;
      case Level.INFO_INT -> 6;
      default -> 7;
    };
  }
}
