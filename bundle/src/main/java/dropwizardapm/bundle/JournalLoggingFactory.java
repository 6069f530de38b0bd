package dropwizardapm.bundle;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dropwizardapm.bundle.logging.JournalLayoutFactory;
import dropwizardapm.bundle.logging.LogFormat;
import io.dropwizard.logging.common.AppenderFactory;
import io.dropwizard.logging.common.BootstrapLogging;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dropwizard's logging with standard output, in a form that the journal understands, unless
 * appenders are configured. Beside Dropwizard's own keys the section {@code logging} has
 *
 * <pre>{@code
 * logging:
 *   type: journal           # or set by the application's configuration in its constructor
 *   format: keyvalue        # or json
 *   priorityPrefix: true    # lines begin with <N>; by default where standard output is the journal
 * }</pre>
 */
@JsonTypeName("journal")
public final class JournalLoggingFactory extends DefaultLoggingFactory {
  private static final Set<String> LEVELS =
      Set.of("OFF", "FALSE", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL", "TRUE");

  /** What they say at INFO is their own start and stop, two dozen lines that hide ours. */
  private static final Map<String, JsonNode> WORDY =
      Map.of(
          "org.eclipse.jetty", TextNode.valueOf("WARN"), "io.dropwizard", TextNode.valueOf("WARN"));

  @JsonProperty @NotNull private LogFormat format = LogFormat.KEY_VALUE;
  @JsonProperty private @Nullable Boolean priorityPrefix;
  private boolean ownAppenders;

  /** One that knows no configuration yet. */
  public JournalLoggingFactory() {}

  /**
   * Logs warnings, in the default format, until the configuration is read: for an application's
   * {@code bootstrapLogging}.
   */
  public static void bootstrap() {
    BootstrapLogging.bootstrap(
        Level.WARN, new JournalLayoutFactory(LogFormat.KEY_VALUE, underJournal()));
  }

  private static boolean underJournal() {
    return System.getenv("JOURNAL_STREAM") != null;
  }

  @Override
  public void setAppenders(List<AppenderFactory<ILoggingEvent>> appenders) {
    ownAppenders = true;
    super.setAppenders(appenders);
  }

  /**
   * {@return whether Dropwizard knows every level that is configured} Itself it takes one that it
   * does not know for INFO.
   */
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
