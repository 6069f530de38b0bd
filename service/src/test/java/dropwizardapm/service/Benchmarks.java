package dropwizardapm.service;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the hot paths cost, as a Markdown table: {@code mvn -pl service -am test -Dtest=Benchmarks},
 * with {@code -Dbenchmarks=REGEX} only those that match. Not a test by its name, so that no build
 * waits for it.
 */
class Benchmarks {
  private static final String ALL = ".*Benchmark";

  @Test
  void run_printsATable() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(System.getProperty("benchmarks", ALL))
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    StringBuilder table =
        new StringBuilder(
            "| benchmark | µs per operation | ± | bytes per operation |\n|---|---|---|---|\n");
    results.forEach(result -> table.append(row(result)));
    System.out.println(table);
  }

  private static String row(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    Result<?> bytes =
        Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"));
    String name = result.getParams().getBenchmark();
    return String.format(
        Locale.ROOT,
        "| %s %s | %.3f | %.3f | %.1f |%n",
        name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
        parameters(result),
        time.getScore(),
        time.getScoreError(),
        bytes.getScore());
  }

  private static String parameters(RunResult result) {
    return String.join(
        ", ",
        result.getParams().getParamsKeys().stream()
            .map(key -> result.getParams().getParam(key))
            .toList());
  }
}
