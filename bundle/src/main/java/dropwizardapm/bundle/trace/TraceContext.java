package dropwizardapm.bundle.trace;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, as the header {@code traceparent} of W3C Trace Context carries it.
 *
 * @param traceHigh the upper half of the trace's id, which is not 0 as a whole
 * @param traceLow its lower half
 * @param spanId not 0
 * @param sampled whoever is before us keeps a record of this trace
 */
public record TraceContext(long traceHigh, long traceLow, long spanId, boolean sampled) {
  /** The header's name. */
  public static final String HEADER = "traceparent";

  /** {@code 00-<32 digits>-<16 digits>-<2 digits>}; later versions may go on after a dash. */
  private static final int LENGTH = 55;

  private static final int TRACE = 3;
  private static final int SPAN = 36;
  private static final int FLAGS = 53;
  private static final int SAMPLED = 1;
  private static final int FORBIDDEN_VERSION = 0xff;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  /** A trace that begins here. */
  static TraceContext random() {
    return new TraceContext(nonZero(), ThreadLocalRandom.current().nextLong(), nonZero(), false);
  }

  /** What a caller sent, or null where that is not valid. */
  static @Nullable TraceContext parse(String header) {
    if (!isWellFormed(header)) return null;
    TraceContext parsed =
        new TraceContext(
            HexFormat.fromHexDigitsToLong(header, TRACE, TRACE + 16),
            HexFormat.fromHexDigitsToLong(header, TRACE + 16, TRACE + 32),
            HexFormat.fromHexDigitsToLong(header, SPAN, SPAN + 16),
            (HexFormat.fromHexDigit(header.charAt(FLAGS + 1)) & SAMPLED) != 0);
    return (parsed.traceHigh | parsed.traceLow) == 0 || parsed.spanId == 0 ? null : parsed;
  }

  private static boolean isWellFormed(String header) {
    if (header.length() < LENGTH) return false;
    for (int i = 0; i < LENGTH; i++) {
      char c = header.charAt(i);
      boolean dash = i == TRACE - 1 || i == SPAN - 1 || i == FLAGS - 1;
      if (dash ? c != '-' : !isDigit(c)) return false;
    }
    int version = HexFormat.fromHexDigits(header, 0, 2);
    if (version == FORBIDDEN_VERSION) return false;
    return header.length() == LENGTH || (version > 0 && header.charAt(LENGTH) == '-');
  }

  /** Upper case is not allowed. */
  private static boolean isDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /** Another span of the same trace. */
  TraceContext child() {
    return new TraceContext(traceHigh, traceLow, nonZero(), sampled);
  }

  /** Ids have to be different and need not be secret; see docs/decisions/traces.md. */
  private static long nonZero() {
    long id;
    do {
      id = ThreadLocalRandom.current().nextLong();
    } while (id == 0);
    return id;
  }

  /** 32 hexadecimal digits. */
  public String traceId() {
    return toString().substring(TRACE, TRACE + 32);
  }

  /** 16 hexadecimal digits. */
  public String spanIdText() {
    return toString().substring(SPAN, SPAN + 16);
  }

  /** The header's value, in version 00. */
  @Override
  public String toString() {
    byte[] text = new byte[LENGTH];
    text[0] = text[1] = text[FLAGS] = '0';
    text[TRACE - 1] = text[SPAN - 1] = text[FLAGS - 1] = '-';
    hex(traceHigh, text, TRACE);
    hex(traceLow, text, TRACE + 16);
    hex(spanId, text, SPAN);
    text[FLAGS + 1] = (byte) (sampled ? '1' : '0');
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void hex(long bits, byte[] text, int start) {
    for (int i = 0; i < 16; i++) {
      text[start + i] = DIGITS[(int) (bits >>> (60 - 4 * i)) & 0xf];
    }
  }
}
