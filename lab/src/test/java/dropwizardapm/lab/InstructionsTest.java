package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages tell their readers to type what there is. */
class InstructionsTest {
  private static final Pattern UNITS =
      Pattern.compile(
          "\\bsystemctl (?:status|start|stop|restart|reload|edit|set-property|disable --now)"
              + "((?: [a-zA-Z][\\w.-]*+(?!=))+)|(?:--unit=|\\bjournalctl -u )([\\w.-]+)");

  /** Those of the examples, and names that are the reader's to fill in. */
  private static final Set<String> OTHER_UNITS = Set.of("hello", "shop", "UNIT", "NAME", "OTHER");

  static List<Page> pages() {
    return Page.all();
  }

  static List<Instruction> forThisMachine() {
    return Instruction.all().stream().filter(Instruction::forThisMachine).toList();
  }

  /** An indented block does not say what it is, so that nobody would check its commands. */
  @ParameterizedTest
  @MethodSource("pages")
  void block_isFenced_andNamesItsLanguage(Page page) {
    assertThat(page.languages())
        .allMatch(Set.of("sh", "yaml", "json", "java", "xml", "text")::contains);
    assertThat(page.prose().lines()).noneMatch(line -> line.startsWith("    "));
  }

  @ParameterizedTest
  @MethodSource("forThisMachine")
  void instruction_isOneThatItsProgramTakes(Instruction instruction) {
    try {
      Programs.check(instruction.words());
    } catch (AssertionError e) {
      throw new AssertionError(instruction + ": " + e.getMessage(), e);
    }
  }

  /** Whoever adds a command that no test can run says so in the list. */
  @Test
  void listOfWhatIsNotRun_hasNoEntryTooMany() {
    List<String> lines =
        Instruction.all().stream()
            .filter(instruction -> !instruction.forThisMachine())
            .map(Instruction::line)
            .toList();

    assertThat(Instruction.NOT_RUN.keySet())
        .allMatch(pattern -> lines.stream().anyMatch(line -> line.matches(pattern)));
  }

  @Test
  void units_areOnesThatAreDeployed() throws Exception {
    Set<String> ours = new TreeSet<>(OTHER_UNITS);
    try (var files = Files.list(Command.REPOSITORY.resolve("systemd"))) {
      files.forEach(file -> ours.add(file.getFileName().toString().replaceAll("[.]service.*", "")));
    }

    Set<String> named =
        Instruction.all().stream()
            .flatMap(each -> UNITS.matcher(each.line()).results())
            .flatMap(
                found ->
                    Pattern.compile(" ")
                        .splitAsStream(found.group(1) == null ? found.group(2) : found.group(1)))
            .map(unit -> unit.replaceAll("[.]service$", ""))
            .filter(unit -> !unit.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).contains("dropwizard-app", "prometheus", "grafana-server");
    assertThat(ours).containsAll(named);
  }
}
