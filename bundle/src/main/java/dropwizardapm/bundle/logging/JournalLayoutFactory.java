package dropwizardapm.bundle.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.util.TimeZone;

/** Makes layouts for the console appender. */
public final class JournalLayoutFactory implements DiscoverableLayoutFactory<ILoggingEvent> {
  private final LogFormat format;
  private final boolean priorities;

  public JournalLayoutFactory(LogFormat format, boolean priorities) {
    this.format = format;
    this.priorities = priorities;
  }

  @Override
  public LayoutBase<ILoggingEvent> build(LoggerContext context, TimeZone timeZone) {
    JournalLayout layout = new JournalLayout(format, priorities);
    layout.setContext(context);
    return layout;
  }
}
