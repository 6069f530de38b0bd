package dropwizardapm.dashboards;

import dropwizardapm.dashboards.grafana.SeriesStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which colour means what, the same on every page. Green, orange and red are verdicts; blue, light
 * blue, purple and yellow only tell lines apart. What nobody knows beforehand (routes, instances,
 * jobs) keeps Grafana's own palette.
 */
final class Palette {
  static final String OK = "green";
  static final String WARNING = "orange";
  static final String CRITICAL = "red";
  static final String NEUTRAL = "text";
  private static final String FIRST = "blue";
  private static final String SECOND = "purple";
  private static final String THIRD = "light-blue";
  private static final String FOURTH = "yellow";

  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

  /** Lines by name; where labels stand in the name, by what is left without them. */
  private static final Map<String, SeriesStyle> LINES = new HashMap<>();

  /** Lines that are named after a label's value; the values are regular expressions. */
  private static final Map<String, List<SeriesStyle>> VALUES =
      Map.of(
          "status",
          List.of(line("2..", OK), line("3..", FIRST), line("4..", WARNING), line("5..", CRITICAL)),
          "level",
          List.of(
              line("error", CRITICAL),
              line("warn", WARNING),
              line("info", FIRST),
              line("debug|trace", NEUTRAL)),
          "state",
          List.of(
              line("RUNNABLE", OK),
              line("BLOCKED", CRITICAL),
              line("WAITING", FIRST),
              line("TIMED_WAITING", THIRD),
              line("NEW|TERMINATED|UNKNOWN", NEUTRAL)),
          "mode",
          List.of(
              line("user", FIRST),
              line("system", SECOND),
              line("nice", THIRD),
              line("irq|softirq", FOURTH),
              line("iowait", WARNING),
              line("steal", CRITICAL)),
          // Orange and red: the service has too much to do. The others lie with the caller, or are
          // wanted.
          "reason",
          List.of(
              line("overload", WARNING),
              line("threads|deadline", CRITICAL),
              line("infeasible", SECOND),
              line("draining", FIRST)),
          "area",
          List.of(line("heap", FIRST), line("nonheap", SECOND)),
          "slo",
          List.of(line("availability", FIRST), line("latency", SECOND)));

  static {
    lines(FIRST, "requests", "answered with 200", "all routes", "p95", "service p95", "sent");
    lines(FIRST, "in", "used", "old generation", "young", "busy", "workers", "paused", "computing");
    lines(FIRST, "open", "classes", "major faults", "demand");
    lines(SECOND, "p99", "caller p95", "out", "committed", "peak of a day");
    lines(THIRD, "p50", "offered", "3d");
    lines(FOURTH, "resident", "1d");
    lines(WARNING, "waiting", "backlog", "swap", "drops", "6h");
    lines(CRITICAL, "5xx", "errors", "failed", "dropped", "deadlocked", "1h");
    for (String limit : List.of("limit", "heap limit", "alert", "all hosts but one"))
      LINES.put(limit, new SeriesStyle(limit, CRITICAL, true));
  }

  private Palette() {}

  /**
   * How the lines of a legend's format look.
   *
   * @throws IllegalArgumentException for a fixed name without a colour
   */
  static List<SeriesStyle> styles(String legend) {
    Matcher label = LABEL.matcher(legend);
    if (label.matches()) return VALUES.getOrDefault(label.group(1), List.of());
    String rest = label.replaceAll("").strip();
    SeriesStyle style = LINES.get(rest);
    if (style != null)
      return List.of(new SeriesStyle(label.replaceAll(".*"), style.color(), style.dashed()));
    if (rest.equals(legend))
      throw new IllegalArgumentException(
          "no colour for the line '" + legend + "': add it to LINES");
    return List.of();
  }

  private static void lines(String color, String... names) {
    for (String name : names) LINES.put(name, line(name, color));
  }

  private static SeriesStyle line(String names, String color) {
    return new SeriesStyle("(" + names + ")", color, false);
  }
}
