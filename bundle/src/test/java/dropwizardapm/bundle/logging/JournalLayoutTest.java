package dropwizardapm.bundle.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.KeyValuePair;

class JournalLayoutTest {
  private final LoggerContext context = new LoggerContext();

  private String line(
      LogFormat format,
      boolean priorities,
      Level level,
      String message,
      @Nullable Throwable failure) {
    return line(format, priorities, event(level, message, failure, Map.of()));
  }

  private static String line(LogFormat format, boolean priorities, LoggingEvent event) {
    JournalLayout layout = new JournalLayout(format, priorities);
    layout.start();
    return layout.doLayout(event);
  }

  private LoggingEvent event(
      Level level, String message, @Nullable Throwable failure, Map<String, String> mdc) {
    LoggingEvent event =
        new LoggingEvent(
            "here", context.getLogger("dropwizardapm.X"), level, message, failure, null);
    event.setThreadName("main");
    event.setMDCPropertyMap(mdc);
    return event;
  }

  private LoggingEvent eventWithFields() {
    LoggingEvent event = event(Level.INFO, "slow request", null, Map.of("trace_id", "abc"));
    event.setKeyValuePairs(
        List.of(
            new KeyValuePair("path", "/compute/{n}"),
            new KeyValuePair("note", "two \"words\""),
            new KeyValuePair("status", 200),
            new KeyValuePair("level", "forged")));
    return event;
  }

  @ParameterizedTest
  @CsvSource({"ERROR, <3>", "WARN, <4>", "INFO, <6>", "DEBUG, <7>", "TRACE, <7>"})
  void line_beginsWithThePriority(String level, String prefix) {
    assertThat(line(LogFormat.KEY_VALUE, true, Level.valueOf(level), "hello", null))
        .isEqualTo(prefix + "level=" + level + " logger=X thread=main msg=hello\n");
  }

  @Test
  void line_hasTheTimeAndNoPriority_whenNotForTheJournal() {
    assertThat(line(LogFormat.KEY_VALUE, false, Level.INFO, "two words", null))
        .matches("time=\\S+Z level=INFO logger=X thread=main msg=\"two words\"\\n");
  }

  @Test
  void message_staysOnOneLine_whenItHoldsLineBreaksAndQuotes() {
    assertThat(line(LogFormat.KEY_VALUE, true, Level.INFO, "a\n<0>\"b\\", null))
        .isEqualTo("<6>level=INFO logger=X thread=main msg=\"a\\n<0>\\\"b\\\\\"\n");
  }

  @Test
  void everyLineOfAStackTrace_hasThePriority() {
    assertThat(
            line(LogFormat.KEY_VALUE, true, Level.ERROR, "bad", new IllegalStateException("boom"))
                .lines())
        .hasSizeGreaterThan(2)
        .allMatch(line -> line.startsWith("<3>"));
  }

  @Test
  void fields_followTheMessage() {
    assertThat(line(LogFormat.KEY_VALUE, true, eventWithFields()))
        .isEqualTo(
            "<6>level=INFO logger=X thread=main msg=\"slow request\" trace_id=abc"
                + " path=/compute/{n} note=\"two \\\"words\\\"\" status=200 level=forged\n");
  }

  /** What the application logs says what it is in its own code. */
  private static final class Broken extends Number {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
      throw new NoClassDefFoundError("com/acme/Text");
    }

    @Override
    public int intValue() {
      return 0;
    }

    @Override
    public long longValue() {
      return 0;
    }

    @Override
    public float floatValue() {
      return 0;
    }

    @Override
    public double doubleValue() {
      return 0;
    }
  }

  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void line_isWritten_whenAFieldThrowsAnError(LogFormat format) {
    LoggingEvent event = event(Level.INFO, "hello", null, Map.of());
    event.setKeyValuePairs(
        List.of(new KeyValuePair("bad", new Broken()), new KeyValuePair("status", 200)));
    assertThat(line(format, true, event))
        .contains("hello", "[java.lang.NoClassDefFoundError]", "status", "200");
  }

  @Test
  void fields_areMembersOfTheObject_andDoNotReplaceOurs() throws Exception {
    JsonNode json = new ObjectMapper().readTree(line(LogFormat.JSON, false, eventWithFields()));
    assertThat(json.path("trace_id").asText()).isEqualTo("abc");
    assertThat(json.path("status").isNumber()).isTrue();
    assertThat(json.path("level").asText()).isEqualTo("INFO");
  }

  @Test
  void json_isOneObjectPerLine() throws Exception {
    String line =
        line(LogFormat.JSON, true, Level.ERROR, "a \"b\"\n", new IllegalStateException("boom"));
    assertThat(line.lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(line.substring(3));
    assertThat(json.path("msg").asText()).isEqualTo("a \"b\"\n");
    assertThat(json.path("exception").asText()).contains("IllegalStateException: boom");
  }
}
