package dropwizardapm.bundle.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemDocumentTest {
  @Test
  void toJson_hasTheFiveMembers() throws Exception {
    JsonNode json =
        new ObjectMapper().readTree(new ProblemDocument(404, "nothing", "/nope").toJson());
    assertThat(json.path("type").asText()).isEqualTo("about:blank");
    assertThat(json.path("title").asText()).isEqualTo("Not Found");
    assertThat(json.path("status").asInt()).isEqualTo(404);
    assertThat(json.path("detail").asText()).isEqualTo("nothing");
    assertThat(json.path("instance").asText()).isEqualTo("/nope");
    assertThat(json.size()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\\", "\u0000\u001f\u007f", "\ud800", "é😀", "</script>", "\n"})
  void toJson_readsBackAsItWas_whateverAClientSends(String text) throws Exception {
    JsonNode json = new ObjectMapper().readTree(new ProblemDocument(400, text, text).toJson());
    assertThat(json.path("detail").asText()).isEqualTo(text);
  }

  @Test
  void echo_cutsLongText() {
    assertThat(ProblemDocument.echo("x".repeat(10_000))).hasSizeLessThan(130).endsWith("…");
    assertThat(ProblemDocument.echo("short")).isEqualTo("short");
  }

  @Test
  void detail_isCut_whenItRepeatsALongText() {
    assertThat(new ProblemDocument(400, "not a number: " + "x".repeat(10_000), "/orders").toJson())
        .hasSizeLessThan(600);
  }
}
