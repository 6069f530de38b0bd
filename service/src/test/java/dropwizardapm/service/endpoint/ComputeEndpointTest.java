package dropwizardapm.service.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeEndpointTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "07, 7", "30, 30", "92, 92"})
  void number_isRead_whenInRange(String text, int expected) {
    assertThat(ComputeEndpoint.number(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+1",
        "93",
        "100",
        "1e9",
        "abc",
        "3.0",
        " 3",
        "0x1",
        "２",
        "99999999999999999999"
      })
  void number_isRefused_whenNotOneWeKnow(String text) {
    assertThat(ComputeEndpoint.number(text)).isNegative();
  }

  @ParameterizedTest
  @CsvSource({"2913000, 2.913", "0, 0.000", "5000, 0.005", "50000, 0.050", "123456789, 123.456"})
  void json_hasMillisecondsToTheMicrosecond(long nanos, String expected) {
    assertThat(new String(ComputeAnswer.json(30, 832040, nanos), StandardCharsets.UTF_8))
        .isEqualTo("{\"n\":30,\"result\":832040,\"processingTimeMs\":" + expected + "}");
  }
}
