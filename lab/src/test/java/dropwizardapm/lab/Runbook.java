package dropwizardapm.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of commands for a person in need: Markdown in {@code docs/}. Each line of a fenced block
 * is a command; {@code norun} behind the fence marks those that need a broken host, or a host's
 * name.
 */
record Runbook(Path file) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([^\\n]*)\\n(.*?)^```$");
  private static final Path DOCS = Command.REPOSITORY.resolve("docs");

  static List<Runbook> all() {
    try (Stream<Path> files = Files.list(DOCS.resolve("runbooks"))) {
      return files.sorted().map(Runbook::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Runbook troubleshooting() {
    return new Runbook(DOCS.resolve("troubleshooting.md"));
  }

  String name() {
    return file.getFileName().toString().replaceAll("\\.md$", "");
  }

  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commands that exit with 0 on a healthy host. */
  List<String> commands() {
    return BLOCK
        .matcher(text())
        .results()
        .filter(block -> !block.group(1).contains("norun"))
        .flatMap(block -> block.group(2).lines())
        .toList();
  }

  /** The first block of commands, of whatever kind, in which {@code word} stands. */
  String block(String word) {
    return BLOCK
        .matcher(text())
        .results()
        .map(block -> block.group(2))
        .filter(commands -> commands.contains(word))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return name();
  }
}
