package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.lab.Prometheus.Rule;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A runbook for every alert, and commands in it that work. */
@NeedsLab
@Order(12)
class ITRunbooks {
  private static final Lab LAB = Lab.STACK;
  private static final Prometheus PROMETHEUS = new Prometheus(LAB);

  @Test
  void everyAlertHasARunbook_andEveryRunbookAnAlert() {
    Set<String> linked = new TreeSet<>();
    for (Rule alert : alerts()) {
      linked.add(alert.runbookUrl().replaceAll(".*/|\\.html$", ""));
    }

    assertThat(Runbook.all().stream().map(Runbook::name))
        .containsExactlyInAnyOrderElementsOf(linked);
  }

  @Test
  void runbookOfAnAlert_namesIt_andIsServedByTheStack() {
    assertThat(alerts())
        .allSatisfy(
            alert ->
                assertThat(Http.get(alert.runbookUrl()).body())
                    .contains("<h1>")
                    .contains(alert.name()));
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void runbook_saysWhatItMeansWhomItHurtsWhereToLookAndWhatToDo(Runbook runbook) {
    assertThat(runbook.text())
        .contains("\n## Meaning\n", "\n## Impact\n", "\n## Diagnosis\n", "\n## Mitigation\n");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void command_worksOnAHealthyHost(Runbook page) {
    List<String> commands = page.commands();
    assertThat(commands).isNotEmpty();

    // 141: what is shortened by `head` ends by SIGPIPE.
    String script =
        commands.stream()
            .map(
                command ->
                    "bash -o pipefail -c \"$(echo "
                        + base64(command)
                        + " | base64 -d)\" >/dev/null 2>/tmp/error; code=$?;"
                        + " case $code in 0|141) ;; *) echo \"exit $code: $(echo "
                        + base64(command)
                        + " | base64 -d) $(cat /tmp/error)\" ;; esac")
            .collect(Collectors.joining("\n"));
    assertThat(LAB.ssh(script).succeeded().output()).as("commands that failed").isBlank();
  }

  static List<Runbook> runbooks() {
    return Runbook.all();
  }

  static List<Runbook> pages() {
    return Stream.concat(Runbook.all().stream(), Stream.of(Runbook.troubleshooting())).toList();
  }

  private static List<Rule> alerts() {
    return PROMETHEUS.rules().stream().filter(Rule::alerting).toList();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
