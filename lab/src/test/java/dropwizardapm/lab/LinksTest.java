package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a document or a comment sends its reader to is there. */
class LinksTest {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern CODE = Pattern.compile("`[^`\\n]+`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

  /** A page of ours by its path; what is behind a slash or a colon belongs to another tree. */
  private static final Pattern PAGE =
      Pattern.compile("(?<![\\w/.:-])(?:docs/[\\w/-]+|[A-Z]{6,})\\.md\\b");

  @Test
  void linksBetweenDocuments_leadToAFileAndAHeading() {
    List<String> links = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (Path file : Sources.files(".*\\.md"))
      LINK.matcher(CODE.matcher(FENCED.matcher(Sources.read(file)).replaceAll("")).replaceAll(""))
          .results()
          .map(found -> found.group(1))
          .filter(link -> !link.matches("(?:https?|mailto):.*"))
          .forEach(
              link -> {
                links.add(link);
                if (!leadsSomewhere(file, link))
                  broken.add(link + " in " + Command.REPOSITORY.relativize(file));
              });

    assertThat(links).hasSizeGreaterThan(50);
    assertThat(broken).isEmpty();
  }

  /** Messages and comments name pages without a link. */
  @Test
  void pagesNamedInPassing_exist() {
    List<String> named = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Path file :
        Sources.files(".*(?:\\.(?:java|md|xml|ya?ml|j2|py|options|service|conf)|/apm|/lab)"))
      PAGE.matcher(Sources.read(file))
          .results()
          .map(MatchResult::group)
          .forEach(
              page -> {
                named.add(page);
                if (!Files.exists(Command.REPOSITORY.resolve(page)))
                  missing.add(page + " in " + Command.REPOSITORY.relativize(file));
              });

    assertThat(named).contains("docs/your-service.md");
    assertThat(missing).isEmpty();
  }

  private static boolean leadsSomewhere(Path from, String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path file = path.isEmpty() ? from : from.resolveSibling(path).normalize();
    if (!file.startsWith(Command.REPOSITORY) || !Files.exists(file)) return false;
    return hash < 0 || anchors(file).contains(link.substring(hash + 1));
  }

  /** As GitHub makes them of headings. */
  private static List<String> anchors(Path file) {
    Map<String, Integer> seen = new HashMap<>();
    return HEADING
        .matcher(FENCED.matcher(Sources.read(file)).replaceAll(""))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).strip())
        .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .map(
            anchor -> {
              int before = seen.merge(anchor, 1, Integer::sum) - 1;
              return before == 0 ? anchor : anchor + "-" + before;
            })
        .toList();
  }
}
