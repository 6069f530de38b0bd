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

/** A runbook for every alert, and commands that work, in these and in all other pages. */
@NeedsLab
@Order(12)
class ITRunbooks {
  private static final Lab LAB = Lab.STACK;

  /** Also where a page for people leaves --fail out. */
  private static final String CURL_FAILS = "export CURL_HOME=/run; echo fail >/run/.curlrc\n";

  private static final Prometheus PROMETHEUS = new Prometheus(LAB);

  @Test
  void everyAlertHasARunbook_andEveryRunbookAnAlert() {
    Set<String> linked = new TreeSet<>();
    for (Rule alert : alerts()) {
      linked.add(alert.runbookUrl().replaceAll(".*/|\\.html$", ""));
    }

    assertThat(Page.runbooks().stream().map(Page::name))
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
  void runbook_saysWhatItMeansWhomItHurtsWhereToLookAndWhatToDo(Page runbook) {
    assertThat(runbook.text())
        .contains("\n## Meaning\n", "\n## Impact\n", "\n## Diagnosis\n", "\n## Mitigation\n");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void command_worksOnAHealthyHost(Page page) {
    // 141: what is shortened by `head` ends by SIGPIPE.
    String script =
        commandsFor(page)
            .map(
                command ->
                    "bash -o pipefail -c \"$(echo "
                        + base64(command)
                        + " | base64 -d)\" >/dev/null 2>/tmp/error; code=$?;"
                        + " case $code in 0|141) ;; *) echo \"exit $code: $(echo "
                        + base64(command)
                        + " | base64 -d) $(cat /tmp/error)\" ;; esac")
            .collect(Collectors.joining("\n", CURL_FAILS, ""));
    assertThat(LAB.ssh(script).succeeded().output()).as("commands that failed").isBlank();
  }

  static List<Page> runbooks() {
    return Page.runbooks();
  }

  static List<Page> pages() {
    List<Page> pages =
        Page.all().stream().filter(page -> commandsFor(page).findAny().isPresent()).toList();
    assertThat(pages).contains(Page.of("README.md")).containsAll(Page.runbooks());
    return pages;
  }

  /** With the address of this lab. */
  private static Stream<String> commandsFor(Page page) {
    return page.instructions()
        .filter(Instruction::forAHost)
        .map(each -> each.line().replace("10.213.0", LAB.subnet()));
  }

  private static List<Rule> alerts() {
    return PROMETHEUS.rules().stream().filter(Rule::alerting).toList();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
