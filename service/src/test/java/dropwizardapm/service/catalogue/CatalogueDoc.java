package dropwizardapm.service.catalogue;

import dropwizardapm.bundle.metrics.BridgedRegistry;
import dropwizardapm.bundle.metrics.HttpMetrics;
import dropwizardapm.bundle.metrics.catalogue.Metric;
import dropwizardapm.service.catalogue.Catalogue.Origin;
import dropwizardapm.service.catalogue.Completeness.Answer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The catalogue as docs/metrics.md. */
final class CatalogueDoc {
  private static final String HEAD =
      """
      # Metrics

      Every metric that the service exposes on `/metrics`, and every metric that deployments and load tests leave behind. This page is generated
      from the code that registers them (`service/…/catalogue`). Tests compare it with a running service, the alert rules, the
      dashboards and the docs.

      Prometheus adds the labels `job`, `instance` and `host` to each. In queries a histogram is `…_bucket` (with the label `le`),
      `…_sum` and `…_count`.

      ## Is everything covered?

      RED says what callers notice: rate, errors, duration. USE says why: how much of each resource is used, who waits for it, what
      fails. Names that begin with `node_` are node_exporter's.

      """;

  private static final String OWN =
      """

      ## An application's own metrics

      A metric in Dropwizard's registry gets a name here that follows from its own name and kind alone. So a series stays what it is,
      whatever else is registered and when. The package is left out, the words are joined by `_` behind `dropwizard_`, and each kind
      has an ending of its own: a gauge or counter none, a meter `_events_total`, a timer `_seconds`, a histogram `_distribution`. If a
      gauge's name would end in a word that means something to Prometheus or to another kind (`count`, `total`, `seconds`), `_value`
      follows it.

      Where that name could also stand for another metric, the label `name` has Dropwizard's own name: timers for
      `com.acme.v1.UserResource.get` and `com.acme.v2.UserResource.get` differ in `name` alone. A name of lower-case words and dots, such
      as `jobs.done`, needs no label.

      What Dropwizard's modules register for the parts of an application has one name in every application, and a label that says which
      part it is. So a panel or a rule can be written once. The parts are:

      - the pools of dropwizard-db (`pool`);
      - the clients of dropwizard-client (`client`);
      - the caches that count in the registry (`cache`). A cache counts there by `CachingAuthenticator`, `CachingAuthorizer` or
        `.recordStats(() -> new MetricsStatsCounter(registry, "products-cache"))`, and is known by the `cache` in its name;
      - the methods of resources that are `@Timed`, `@Metered` or `@ExceptionMetered` (`class`, `method`). A timer or meter of another
        class has a name of its own, and so has one with `absolute = true`. Do not put `@Timed` and `@Metered` on one method: they have one
        name in Dropwizard, which then refuses to start. A timer counts, too.

      The dashboard Application shows the parts. The registry does not know what waits for a thread, so executors that Dropwizard manages
      (`environment.lifecycle().executorService("mail-%d")`) are asked themselves.

      A metric that throws or hangs is left out and counted in `metrics_unreadable_total`; the first time, the log has a line about it. It
      holds up one scrape, for three seconds at most, and is not asked again before it has returned.
      """;

  private CatalogueDoc() {}

  static String markdown() {
    StringBuilder doc = new StringBuilder(HEAD);
    coverage(doc, "Requests (RED)", Completeness.red());
    coverage(doc, "Resources (USE)", Completeness.use());
    coverage(doc, "The Java virtual machine", Completeness.jvm());
    doc.append(
        """
              ## Bounds

              The number of series does not depend on what callers send. A path that no route matches counts as `UNMATCHED`, and a method that
              is not one of HTTP's own as `_OTHER`. Beyond %d routes, or %d combinations of method, route and status, requests count under the
              path `OVERFLOW` with the class of their status (`500` for all of 5xx, so the share of errors holds). Beyond %d names in
              Dropwizard's registry, further ones are left out. Each time adds to `metrics_label_overflow_total`, which is 0 otherwise.
              All label sets that are known beforehand exist at 0 from the start, so that a first error is an increase.
              """
            .formatted(
                HttpMetrics.MAX_ROUTES, HttpMetrics.MAX_LABEL_SETS, BridgedRegistry.MAX_METRICS));
    doc.append(OWN);
    for (Origin origin : Origin.values()) origin(doc, origin);
    return doc.toString();
  }

  private static void coverage(StringBuilder doc, String title, List<Answer> answers) {
    doc.append("### ").append(title).append("\n\n| of | question | answered by |\n|---|---|---|\n");
    for (Answer answer : answers) {
      String metrics = code(answer.metrics());
      String remark = answer.remark();
      doc.append("| %s | %s | ".formatted(answer.resource(), answer.question()))
          .append(metrics)
          .append(metrics.isEmpty() || remark.isEmpty() ? "" : ": ")
          .append(metrics.isEmpty() ? "nothing: " : "")
          .append(remark)
          .append(" |\n");
    }
    doc.append('\n');
  }

  private static void origin(StringBuilder doc, Origin origin) {
    doc.append("\n## ").append(origin.title()).append("\n\n");
    doc.append("| metric | type | labels | meaning |\n|---|---|---|---|\n");
    for (Metric metric : origin.metrics())
      doc.append("| `")
          .append(metric.name())
          .append("` | ")
          .append(type(metric))
          .append(" | ")
          .append(code(metric.labels()))
          .append(" | ")
          .append(metric.help())
          .append(metric.condition().isEmpty() ? "" : " Not always there: " + metric.condition())
          .append(" |\n");
    List<Metric> histograms =
        origin.metrics().stream().filter(metric -> !metric.edges().isEmpty()).toList();
    if (histograms.isEmpty()) return;
    doc.append(
        "\nUpper edges of the buckets; only these, but for the last, can be thresholds:\n\n");
    doc.append("| metric | edges |\n|---|---|\n");
    for (Metric metric : histograms)
      doc.append("| `")
          .append(metric.name())
          .append("` | ")
          .append(
              metric.edges().stream().map(CatalogueDoc::number).collect(Collectors.joining(" ")))
          .append(" |\n");
  }

  private static String type(Metric metric) {
    return switch (metric.type()) {
      case SAMPLE -> "summary: quantiles and count";
      case SUMMARY -> "summary: sum and count";
      default -> metric.type().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String code(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private static String number(double edge) {
    return edge == Math.rint(edge) ? Long.toString((long) edge) : Double.toString(edge);
  }
}
