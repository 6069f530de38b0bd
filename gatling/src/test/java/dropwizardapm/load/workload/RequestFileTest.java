package dropwizardapm.load.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestFileTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "s3cret", "EMPTY", "");

  @TempDir Path directory;

  @Test
  void request_isAGetOfWeightOne_whenOnlyItsPathIsNamed() throws IOException {
    assertThat(read("requests: [{path: /a}]").requests())
        .containsExactly(
            new RequestList.Request(
                "GET /a", "GET", "/a", Map.of(), null, 1, new RequestList.Check(null, null)));
  }

  @Test
  void environment_isFilledIn_inHeadersAndBody() throws IOException {
    RequestFile file =
        file(
            """
            headers: {A: "${env:TOKEN}"}
            requests: [{method: PUT, path: /, headers: {B: "x${env:TOKEN}"}, body: "[${env:TOKEN}]"}]
            """);
    RequestList list = file.list();
    assertThat(file.environment()).containsExactly(Map.entry("env_TOKEN", "s3cret"));
    assertThat(list.headers()).containsEntry("A", "#{env_TOKEN}");
    assertThat(list.requests().getFirst().headers()).containsEntry("B", "x#{env_TOKEN}");
    assertThat(list.requests().getFirst().body()).isEqualTo("[#{env_TOKEN}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "requests: []; requests: names none",
        "{}; requests: names none",
        "''; No content",
        "requests: [{path: /, wieght: 3}]; line 1, requests[0].wieght: there is no such key; one of body, check, headers",
        "requests: [{path: /}, {path: x}]; requests[1]: path: begins with /",
        "requests: [{path: /, weight: 0}]; requests[0]: weight: a whole number from 1 to 1000",
        "requests: [{path: /, weight: many}]; requests[0].weight:",
        "requests: [{path: /, method: get}]; requests[0]: method: for example GET",
        "requests: [{path: /, check: {status: 99}}]; requests[0].check: status: from 100",
        "requests: [{path: /, path: /}]; line 1",
        "requests: [{path: /]; line 1",
        "requests: [{path: '/#{id}'}]; requests[0] (GET /#{id}): #{id} is no column of feed, which has none",
        "{feed: ids.csv, requests: [{path: '/#{idd}'}]}; #{idd} is no column of feed, which has [id, name]",
        "{feed: no.csv, requests: [{path: /}]}; no.csv cannot be read",
        "requests: [{path: '/${env:TOKEN}'}]; requests[0] (GET /${env:TOKEN}): ${env:…} belongs into headers and body",
        "requests: [{path: /, body: '${env:EMPTY}'}]; requests[0] (GET /): the environment has no EMPTY: export it",
        "{headers: {A: '${env:NONE}'}, requests: [{path: /}]}; headers: the environment has no NONE",
      })
  void file_isRefusedByPlace_whenItCannotBeRun(String text, String complaint) throws IOException {
    Files.writeString(directory.resolve("ids.csv"), "id,name\n1,a\n");
    assertThatExceptionOfType(WorkloadException.class)
        .isThrownBy(() -> read(text.equals("''") ? "" : text))
        .withMessageContaining(directory.resolve("shop.yml") + ": ")
        .withMessageContaining(complaint)
        .withMessageNotContaining("s3cret");
  }

  private RequestList read(String text) throws IOException {
    return file(text).list();
  }

  private RequestFile file(String text) throws IOException {
    return new RequestFile(
        Files.writeString(directory.resolve("shop.yml"), text), ENVIRONMENT::get);
  }
}
