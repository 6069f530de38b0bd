package dropwizardapm.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, in Markdown. Its fenced blocks name their language; one of {@code
 * sh} holds a command in each line.
 */
record Page(Path file) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([^\\n]*)\\n(.*?)^```$");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)# .*$");

  /** In the middle of a sentence, and more than the name of a program. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "`((?:[A-Z_]+=\\S+ )*(?:\\./apm|lab/lab|mvn|ansible-playbook|ansible-galaxy|systemctl|journalctl"
              + "|curl|promtool|amtool|apt-get) [^`\\n…]+)`");

  static List<Page> all() {
    return Sources.files(".*\\.md").stream().map(Page::new).toList();
  }

  static List<Page> runbooks() {
    return Sources.files(".*/docs/runbooks/.*\\.md").stream().map(Page::new).toList();
  }

  /** By its path in the repository. */
  static Page of(String path) {
    return new Page(Command.REPOSITORY.resolve(path));
  }

  String name() {
    return file.getFileName().toString().replaceAll("\\.md$", "");
  }

  String text() {
    return Sources.read(file);
  }

  /** What stands outside of the blocks. */
  String prose() {
    return BLOCK.matcher(text()).replaceAll("");
  }

  /** What stands behind the fences' opening marks. */
  Stream<String> languages() {
    return BLOCK.matcher(text()).results().map(block -> block.group(1));
  }

  /** What the reader is told to type, in blocks and in sentences. */
  Stream<Instruction> instructions() {
    return Stream.concat(
            blocks("sh").flatMap(String::lines).map(line -> COMMENT.matcher(line).replaceAll("")),
            QUOTED.matcher(prose()).results().map(quoted -> quoted.group(1)))
        .filter(line -> !line.isBlank())
        .map(line -> new Instruction(this, line));
  }

  /** The first block, of whatever language, in which {@code word} stands. */
  String block(String word) {
    return blocks(".*").filter(block -> block.contains(word)).findFirst().orElseThrow();
  }

  private Stream<String> blocks(String language) {
    return BLOCK
        .matcher(text())
        .results()
        .filter(block -> block.group(1).matches(language))
        .map(block -> block.group(2));
  }

  @Override
  public String toString() {
    return Command.REPOSITORY.relativize(file).toString();
  }
}
