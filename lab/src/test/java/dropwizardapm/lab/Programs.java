package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the programs of the machine where one deploys take what they are given. */
final class Programs {
  private static final String MINE = "ansible/inventories/mine|INVENTORY";

  private Programs() {}

  /** The words of a command line, which may begin with settings. */
  static void check(List<String> words) {
    int program = 0;
    while (words.get(program).matches("[A-Z_]+=.*")) {
      String setting = words.get(program++).replaceAll("=.*", "");
      knows(text(".*/(?:apm|lab/lab|\\w+\\.java)"), setting);
    }
    List<String> arguments = words.subList(program + 1, words.size());
    switch (words.get(program)) {
      case "./apm" -> apm(arguments);
      case "lab/lab" -> assertThat(help("lab/lab", "--help")).contains("  " + arguments.getFirst());
      case "mvn" -> maven(arguments);
      case "ansible-playbook" -> ansible(arguments);
      default -> throw new AssertionError("no check for " + words);
    }
  }

  private static void apm(List<String> words) {
    String help = help("./apm", words.getFirst(), "--help");
    List<String> arguments = words.subList(1, words.size());
    switch (words.getFirst()) {
      case "deploy" -> playbook(arguments);
      case "test" -> maven(without("--long", help, arguments));
      case "load" -> {
        if (!arguments.isEmpty()) load(without(arguments.getFirst(), help, arguments), help);
      }
      case "lab" -> {
        String subcommand = arguments.getFirst();
        List<String> rest = without(subcommand, help, arguments);
        if (subcommand.equals("up")) playbook(rest);
        else assertThat(rest).allMatch(help::contains);
      }
      case "bundle" -> assertThat(arguments).allMatch(help::contains);
      default -> assertThat(arguments).hasSizeLessThan(2);
    }
  }

  /** An option's value follows it where the help says so; all else is left to Maven. */
  private static void load(List<String> words, String help) {
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        rest.add(word);
        continue;
      }
      assertThat(help).contains("\n  " + word + " ");
      if (help.matches("(?s).*\\n  " + word + " [A-Z].*")) i++;
    }
    maven(rest);
  }

  /** What is left to another program, when {@code help} knows the word. */
  private static List<String> without(String word, String help, List<String> arguments) {
    assertThat(help).containsPattern("[ (]" + word + "\\b");
    return arguments.stream().filter(each -> !each.equals(word)).toList();
  }

  private static void playbook(List<String> options) {
    List<String> words = new ArrayList<>(options);
    words.add("ansible/deploy.yml");
    ansible(words);
  }

  /** Without our settings: it has to work for whoever types it. */
  private static void ansible(List<String> words) {
    assumeTrue(
        Command.run("sh", "-c", "command -v ansible-playbook").exit() == 0,
        "ansible is not installed: ./apm test installs it");
    List<String> line = new ArrayList<>(List.of("ansible-playbook", "--syntax-check"));
    words.forEach(word -> line.add(word.replaceAll(MINE, "ansible/inventories/example")));
    Command.run(line.toArray(String[]::new)).succeeded();

    String variables = text(".*/argument_specs\\.yml");
    for (String word : words)
      if (word.matches("\\w+=.*")) knows(variables, "\n      " + word.replaceAll("=.*", ":"));
  }

  private static void maven(List<String> words) {
    String poms = text(".*/pom\\.xml");
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-pl"))
        for (String module : List.of(words.get(++i).split(",", -1)))
          knows(poms, "<module>" + module + "</module>");
      else if (word.startsWith("-D")) property(word.substring(2), poms);
      else if (word.startsWith("-P")) knows(poms, "<id>" + word.substring(2));
      else if (word.contains(":")) knows(poms, word.replaceAll(":.*", "-maven-plugin"));
      else assertThat(word).matches("-am|-B|-q|-o|compile|test|package|verify|install|deploy");
    }
  }

  private static void property(String property, String poms) {
    String name = property.replaceAll("=.*", "");
    String value = property.replaceAll("^[^=]*=?", "");
    switch (name) {
      case "skipTests", "surefire.failIfNoSpecifiedTests", "failsafe.failIfNoSpecifiedTests" -> {}
      case "test", "it.test" ->
          assertThat(value)
              .satisfiesAnyOf(
                  none -> assertThat(none).isEqualTo("None"),
                  test -> assertThat(Sources.files(".*/" + test + "\\.java")).hasSize(1));
      default ->
          knows(poms + text(".*\\.java"), "${" + name + "}", "<" + name + ">", "\"" + name + "\"");
    }
  }

  /** Without the text in the failure: it is long. */
  private static void knows(String text, String... words) {
    assertThat(Stream.of(words).anyMatch(text::contains)).as("one of " + List.of(words)).isTrue();
  }

  private static String help(String... line) {
    return Command.run(line).succeeded().output();
  }

  private static String text(String path) {
    return Sources.files(path).stream().map(Sources::read).collect(Collectors.joining("\n"));
  }
}
