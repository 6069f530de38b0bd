package dropwizardapm.load.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a node_exporter's textfile collector, on this host or, through SSH, on another.
 *
 * @param host as ssh knows it; null for this one
 */
public record Textfiles(@Nullable String host, String directory) {
  private static final Pattern PLACE =
      Pattern.compile("(?:((?:[\\w.-]+@)?[\\w.-]+|\\[[0-9a-fA-F:]+]):)?(/[\\w./-]*)");

  /** As for scp: DIRECTORY, or HOST:DIRECTORY; null for anything else. */
  public static @Nullable Textfiles parse(String text) {
    Matcher place = PLACE.matcher(text);
    return place.matches() ? new Textfiles(place.group(1), place.group(2)) : null;
  }

  /** Finds out whether files can be written there; an empty text when they can. */
  public String complaint() {
    try {
      run("test -d . && test -w .", "");
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** By renaming: a scrape meets the old file or the new one. */
  public void write(String name, String text) throws IOException {
    run("umask 022 && cat >.%1$s.new && mv .%1$s.new %1$s".formatted(name), text);
  }

  /**
   * Removes the files of runs that were killed, which would be announced for ever, and all but the
   * last ones of the others.
   */
  public void prune(int kept) throws IOException {
    run(
        """
        for file in loadtest-*.prom; do
          ! grep -qs '^loadtest_running{.*} 1\\.0' "$file" || rm -f "$file"
        done
        ls -r | grep -x 'loadtest-[0-9A-Za-z]*\\.prom' | tail -n +%d | xargs -r rm -f
        """
            .formatted(kept + 1),
        "");
  }

  private void run(String script, String input) throws IOException {
    List<String> line = new ArrayList<>();
    if (host == null) line.addAll(List.of("sh", "-c"));
    else line.addAll(List.of("ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=5", host));
    line.add("cd '%s' || exit; %s".formatted(directory, script));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    } catch (IOException e) {
      // It has ended before; its output says why.
    }
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(this + " does not answer");
      }
      if (process.exitValue() != 0)
        throw new IOException(
            new String(process.getInputStream().readAllBytes(), UTF_8).strip()
                + " (exit "
                + process.exitValue()
                + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public String toString() {
    return host == null ? directory : host + ":" + directory;
  }
}
