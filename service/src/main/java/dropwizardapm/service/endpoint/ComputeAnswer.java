package dropwizardapm.service.endpoint;

import java.nio.charset.StandardCharsets;

/** The answer of {@code /compute/{n}}, written by hand: it is the body of the hottest path. */
final class ComputeAnswer {
  private static final long NANOS_PER_MICRO = 1_000;

  private ComputeAnswer() {}

  /**
   * {@code {"n":30,"result":832040,"processingTimeMs":2.913}}, the time in milliseconds to the
   * microsecond.
   */
  static byte[] json(int n, long result, long nanos) {
    long micros = nanos / NANOS_PER_MICRO;
    long fraction = micros % 1000;
    StringBuilder json =
        new StringBuilder(80)
            .append("{\"n\":")
            .append(n)
            .append(",\"result\":")
            .append(result)
            .append(",\"processingTimeMs\":")
            .append(micros / 1000)
            .append('.');
    if (fraction < 100) json.append('0');
    if (fraction < 10) json.append('0');
    return json.append(fraction).append('}').toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
