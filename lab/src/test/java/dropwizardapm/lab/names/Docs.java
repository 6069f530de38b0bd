package dropwizardapm.lab.names;

import dropwizardapm.bundle.metrics.catalogue.Metric;
import dropwizardapm.service.catalogue.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Metrics that the documentation names in code spans and code blocks, with their matchers. */
final class Docs {
  private static final Pattern CODE =
      Pattern.compile("```.*?```|^ {4}.*$|`[^`]+`", Pattern.DOTALL | Pattern.MULTILINE);

  /** Look like metrics, and are a module of the blackbox exporter and a field of a log line. */
  private static final Set<String> OTHERS = Set.of("http_2xx", "compute_seconds");

  private Docs() {}

  /** README.md, RATIONALE.md and all below docs/, the decisions among them. */
  static List<Path> files() {
    List<Path> files = new ArrayList<>(Rules.files(Rules.REPOSITORY.resolve("docs"), ".md"));
    files.add(Rules.REPOSITORY.resolve("README.md"));
    files.add(Rules.REPOSITORY.resolve("RATIONALE.md"));
    return files;
  }

  /** A metric with or without matchers; names of families count as well as those of series. */
  static List<NamedQuery> mentions(Path file) {
    List<NamedQuery> mentions = new ArrayList<>();
    Matcher code = CODE.matcher(read(file));
    while (code.find()) {
      Matcher name = likeOurs().matcher(code.group());
      while (name.find())
        if (!OTHERS.contains(name.group(1)))
          mentions.add(
              new NamedQuery(
                  Rules.REPOSITORY.relativize(file).toString(),
                  Catalogue.find(name.group(1)).map(Docs::series).orElse(name.group(1))
                      + (name.group(2) == null ? "" : name.group(2))));
    }
    return mentions;
  }

  private static String series(Metric metric) {
    return metric.series().keySet().stream().min(java.util.Comparator.naturalOrder()).orElseThrow();
  }

  /** Begins as one of ours does. There may be braces in a label's value. */
  private static Pattern likeOurs() {
    String beginnings =
        Stream.of(Catalogue.Origin.values())
            .flatMap(origin -> origin.metrics().stream())
            .map(metric -> metric.name().substring(0, metric.name().indexOf('_') + 1))
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .collect(Collectors.joining("|"));
    return Pattern.compile(
        "(?<![\\w:/.{-])((?:"
            + beginnings
            + ")[a-z0-9_]+)(?![\\w:/.-])(\\{(?=[^}]*=)(?:[^}\"]|\"[^\"]*\")*})?");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
