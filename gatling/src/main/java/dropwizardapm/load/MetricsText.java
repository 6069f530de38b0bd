package dropwizardapm.load;

import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** What a service says of itself, in the format of Prometheus. */
record MetricsText(String text) {
  /** The values of a metric with such labels, added up; nothing where there is none. */
  OptionalDouble sum(String metric, Predicate<String> labels) {
    Matcher line =
        Pattern.compile("^" + metric + "(?:\\{(.*)})? ([-+.0-9eE]+)$", Pattern.MULTILINE)
            .matcher(text);
    DoubleStream.Builder values = DoubleStream.builder();
    while (line.find()) {
      if (labels.test(line.group(1) == null ? "" : line.group(1)))
        values.add(Double.parseDouble(line.group(2)));
    }
    return values.build().reduce(Double::sum);
  }
}
