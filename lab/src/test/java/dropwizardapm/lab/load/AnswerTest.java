package dropwizardapm.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";
  private static final String SHED =
      "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final Answer answer = new Answer();

  private boolean read(String bytes) {
    return answer.read(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void answer_isComplete_whenItsLastByteIsThere() {
    for (int i = 0; i < OK.length() - 1; i++) {
      assertThat(read(OK.substring(i, i + 1))).isFalse();
    }
    assertThat(read("c")).isTrue();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.last()).isFalse();
  }

  @Test
  void answer_isReadAfterAnother_onTheSameConnection() {
    assertThat(read(OK)).isTrue();
    assertThat(read(SHED)).isTrue();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.last()).isTrue();
  }

  @Test
  void answer_leavesWhatFollowsIt() {
    ByteBuffer both = ByteBuffer.wrap((OK + SHED).getBytes(StandardCharsets.US_ASCII));
    assertThat(answer.read(both)).isTrue();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(both.remaining()).isEqualTo(SHED.length());
    assertThat(answer.read(both)).isTrue();
    assertThat(answer.status()).isEqualTo(503);
  }
}
