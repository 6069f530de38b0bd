package dropwizardapm.bundle.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dropwizard.logging.common.AppenderFactory;
import io.dropwizard.logging.common.BootstrapLogging;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.validation.ValidationMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dropwizard's logging with standard output, in a form that the journal understands, unless
 * appenders are configured.
 */
public final class ServiceLoggingFactory extends DefaultLoggingFactory {
  private static final Set<String> LEVELS =
      Set.of("OFF", "FALSE", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL", "TRUE");

  /** What they say at INFO is their own start and stop, two dozen lines that hide ours. */
  private static final Map<String, JsonNode> WORDY =
      Map.of(
          "org.eclipse.jetty", TextNode.valueOf("WARN"), "io.dropwizard", TextNode.valueOf("WARN"));

  private LogFormat format = LogFormat.KEY_VALUE;
  private @Nullable Boolean priorityPrefix;
  private boolean ownAppenders;

  /** Until the configuration is read: warnings, in the default format. */
  public static void bootstrap() {
    BootstrapLogging.bootstrap(
        Level.WARN, new JournalLayoutFactory(LogFormat.KEY_VALUE, underJournal()));
  }

  private static boolean underJournal() {
    return System.getenv("JOURNAL_STREAM") != null;
  }

  @JsonProperty
  public LogFormat getFormat() {
    return format;
  }

  @JsonProperty
  public void setFormat(LogFormat format) {
    this.format = format;
  }

  /** Whether lines begin with {@code <N>}; null: where standard output is the journal. */
  @JsonProperty
  public @Nullable Boolean getPriorityPrefix() {
    return priorityPrefix;
  }

  @JsonProperty
  public void setPriorityPrefix(@Nullable Boolean priorityPrefix) {
    this.priorityPrefix = priorityPrefix;
  }

  @Override
  public void setAppenders(List<AppenderFactory<ILoggingEvent>> appenders) {
    ownAppenders = true;
    super.setAppenders(appenders);
  }

  /** Dropwizard itself takes a level that it does not know for INFO. */
  @ValidationMethod(
      message =
          "logging.level and logging.loggers must be one of OFF, ERROR, WARN, INFO, DEBUG, TRACE, ALL")
  public boolean isEveryLevelKnown() {
    return known(getLevel())
        && getLoggers().values().stream().allMatch(node -> node.isObject() || known(node.asText()));
  }

  private static boolean known(String level) {
    return LEVELS.contains(level.toUpperCase(Locale.ROOT));
  }

  @Override
  public void configure(MetricRegistry metricRegistry, String name) {
    Map<String, JsonNode> loggers = new HashMap<>(WORDY);
    loggers.putAll(getLoggers());
    setLoggers(loggers);
    if (!ownAppenders) {
      ConsoleAppenderFactory<ILoggingEvent> console = new ConsoleAppenderFactory<>();
      console.setLayout(
          new JournalLayoutFactory(
              format, priorityPrefix == null ? underJournal() : priorityPrefix));
      // The default drops INFO and below without a word when the queue is four fifths full.
      console.setDiscardingThreshold(0);
      super.setAppenders(List.of(console));
    }
    super.configure(metricRegistry, name);
  }
}
