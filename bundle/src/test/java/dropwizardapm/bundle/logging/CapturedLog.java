package dropwizardapm.bundle.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What a logger writes until this is closed, each event as key=value text. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger logger;
  private final @Nullable Level levelBefore;

  private CapturedLog(Logger logger) {
    this.logger = logger;
    this.levelBefore = logger.getLevel();
  }

  public static CapturedLog of(Class<?> type) {
    Logger logger = (Logger) LoggerFactory.getLogger(type);
    CapturedLog log = new CapturedLog(logger);
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    return log;
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(LogFormat.KEY_VALUE.write(event, "", false));
  }

  public List<String> all() {
    return List.copyOf(lines);
  }

  /** Those of one trace. */
  public List<String> of(String traceId) {
    return lines.stream().filter(line -> line.contains(" trace_id=" + traceId)).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(levelBefore);
  }
}
