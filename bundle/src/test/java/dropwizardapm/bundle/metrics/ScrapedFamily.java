package dropwizardapm.bundle.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric family read from Prometheus' text format.
 *
 * @param labels of all its samples, without those that its type brings
 * @param edges of its buckets, without +Inf
 */
public record ScrapedFamily(
    String name,
    String type,
    String help,
    Set<String> sampleNames,
    Set<String> labels,
    Set<Double> edges) {
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** By name; fails on a line that is none of the format. */
  public static Map<String, ScrapedFamily> parse(String text) {
    Map<String, ScrapedFamily> families = new TreeMap<>();
    List<String> helps = new ArrayList<>();
    ScrapedFamily family = null;
    for (String line : text.lines().toList()) {
      if (line.startsWith("# HELP "))
        helps.add(line.substring(line.indexOf(' ', "# HELP ".length()) + 1));
      else if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ", -1);
        family =
            new ScrapedFamily(
                words[2],
                words[3],
                helps.getLast(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>());
        if (families.put(family.name, family) != null)
          throw new AssertionError(family.name + " is exposed twice");
      } else if (family != null) family.addSample(line);
    }
    return families;
  }

  private void addSample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) throw new AssertionError("not a sample: " + line);
    sampleNames.add(sample.group(1));
    if (sample.group(2) == null) return;
    Matcher label = LABEL.matcher(sample.group(2));
    while (label.find()) {
      String value = label.group(2);
      if (label.group(1).equals("le")) {
        if (!value.equals("+Inf")) edges.add(Double.valueOf(value));
      } else if (!label.group(1).equals("quantile")) labels.add(label.group(1));
    }
  }
}
