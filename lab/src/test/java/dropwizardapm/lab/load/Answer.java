package dropwizardapm.lab.load;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads HTTP/1.1 answers of known length, one after the other, as their bytes come in. */
final class Answer {
  private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)");
  private static final String END_OF_HEADER = "\r\n\r\n";

  private final StringBuilder header = new StringBuilder(512);
  private boolean inBody;
  private int bodyLeft;
  private int status;
  private boolean last;

  /** True once the answer is complete; bytes behind it stay in {@code in}. */
  boolean read(ByteBuffer in) {
    while (!inBody) {
      if (!in.hasRemaining()) return false;
      header.append((char) in.get());
      if (endsHeader()) begin(header.toString());
    }
    int taken = Math.min(bodyLeft, in.remaining());
    in.position(in.position() + taken);
    bodyLeft -= taken;
    if (bodyLeft > 0) return false;
    inBody = false;
    header.setLength(0);
    return true;
  }

  private boolean endsHeader() {
    int start = header.length() - END_OF_HEADER.length();
    return start >= 0
        && header.charAt(header.length() - 1) == '\n'
        && header.indexOf(END_OF_HEADER, start) == start;
  }

  private void begin(String text) {
    status = Integer.parseInt(text, 9, 12, 10);
    last = text.contains("\r\nConnection: close");
    Matcher length = LENGTH.matcher(text);
    bodyLeft = length.find() ? Integer.parseInt(length.group(1)) : 0;
    inBody = true;
  }

  /** Of the answer that was completed last. */
  int status() {
    return status;
  }

  /** Was it the last on its connection? */
  boolean last() {
    return last;
  }
}
