package dropwizardapm.bundle.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** How a log line reads. */
public enum LogFormat {
  /** {@code level=INFO logger=… thread=… msg="…"} and the event's own fields. */
  @JsonProperty("keyvalue")
  KEY_VALUE {
    @Override
    String write(ILoggingEvent event, String throwable, boolean time) {
      StringBuilder line = new StringBuilder(160);
      if (time) line.append("time=").append(event.getInstant()).append(' ');
      line.append("level=")
          .append(event.getLevel())
          .append(" logger=")
          .append(shortName(event.getLoggerName()));
      line.append(" thread=")
          .append(quoted(event.getThreadName()))
          .append(" msg=")
          .append(quoted(event.getFormattedMessage()));
      fields(event)
          .forEach(
              (name, value) ->
                  line.append(' ').append(name).append('=').append(quoted(String.valueOf(value))));
      if (!throwable.isEmpty()) line.append('\n').append(throwable.stripTrailing());
      return line.toString();
    }
  },
  /** One JSON object per line. */
  @JsonProperty("json")
  JSON {
    @Override
    String write(ILoggingEvent event, String throwable, boolean time) {
      Map<String, Object> fields = new LinkedHashMap<>();
      if (time) fields.put("time", event.getInstant().toString());
      fields.put("level", event.getLevel().toString());
      fields.put("logger", event.getLoggerName());
      fields.put("thread", event.getThreadName());
      fields.put("msg", event.getFormattedMessage());
      fields(event).forEach(fields::putIfAbsent);
      if (!throwable.isEmpty()) fields.put("exception", throwable);
      try {
        return Json.MAPPER.writeValueAsString(fields);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the fields of a line cannot be written", e);
      }
    }
  };

  /** Loaded with the first line that needs it. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private static final Module OF_JAVA = Object.class.getModule();

  abstract String write(ILoggingEvent event, String throwable, boolean time);

  /**
   * Those of the thread's MDC, as {@code trace_id}, then those given with the line: numbers, truth
   * values and texts.
   */
  private static Map<String, Object> fields(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>(new TreeMap<>(event.getMDCPropertyMap()));
    List<KeyValuePair> own = event.getKeyValuePairs();
    if (own != null) own.forEach(field -> fields.put(field.key, plain(field.value)));
    return fields;
  }

  /**
   * What is none of Java's own says what it is in code of the application. An error out of that
   * would end the thread that writes the log, and when its queue is full then, whoever logs waits
   * for ever.
   */
  private static Object plain(@Nullable Object value) {
    if (value instanceof Boolean) return value;
    if (value instanceof Number && value.getClass().getModule() == OF_JAVA) return value;
    try {
      return String.valueOf(value);
    } catch (RuntimeException | Error e) {
      return "[" + e.getClass().getName() + "]";
    }
  }

  private static String shortName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }

  private static String quoted(String text) {
    if (!text.isEmpty() && text.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '='))
      return text;
    StringBuilder out = new StringBuilder(text.length() + 8).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        default -> out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
