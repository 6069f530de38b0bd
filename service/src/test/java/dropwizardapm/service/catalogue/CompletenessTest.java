package dropwizardapm.service.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.service.catalogue.Completeness.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompletenessTest {
  private static Stream<Answer> answers() {
    return Stream.of(Completeness.red(), Completeness.use(), Completeness.jvm())
        .flatMap(List::stream);
  }

  @Test
  void everyAnswer_namesMetricsThatExist() {
    assertThat(answers().flatMap(answer -> answer.metrics().stream()))
        .filteredOn(name -> !name.startsWith("node_"))
        .hasSizeGreaterThan(20)
        .isSubsetOf(Catalogue.bySeries().keySet());
  }

  @Test
  void everyAnswer_hasMetricsOrSaysWhyNot() {
    assertThat(answers()).allMatch(a -> !a.metrics().isEmpty() || !a.remark().isEmpty());
  }

  @Test
  void everyResource_answersUtilisationSaturationAndErrors() {
    Map<String, List<String>> questions =
        Completeness.use().stream()
            .collect(
                Collectors.groupingBy(
                    Answer::resource, Collectors.mapping(Answer::question, Collectors.toList())));
    assertThat(questions)
        .containsKeys("CPU", "memory", "disk", "network", "compute pool", "Jetty's pool", "heap")
        .allSatisfy(
            (resource, asked) ->
                assertThat(asked).containsExactly("utilisation", "saturation", "errors"));
  }

  @Test
  void requests_answerRateErrorsDurationRejectedAndInProgress() {
    assertThat(Completeness.red())
        .extracting(Answer::question)
        .containsExactly("rate", "errors", "duration", "rejected", "in progress");
  }
}
