package dropwizardapm.load;

import static java.util.Objects.requireNonNull;

import dropwizardapm.load.verdict.Baseline;
import dropwizardapm.load.verdict.Requirements;
import dropwizardapm.load.workload.Computation;
import dropwizardapm.load.workload.Computation.Share;
import dropwizardapm.load.workload.Journeys;
import dropwizardapm.load.workload.Requests;
import dropwizardapm.load.workload.Workload;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a {@link LoadConfig} from system properties. What is not set comes from the profile. */
final class Settings {
  static final String PROFILE = "load.profile";
  static final String URL = "load.url";
  static final String N = "load.n";
  static final String REQUESTS = "load.requests";
  static final String JOURNEY = "load.journey";
  static final String RATES = "load.rates";
  static final String DURATION = "load.duration";
  static final String PAUSE = "load.pause";
  static final String OBJECTIVE = "load.objective";
  static final String KNEE = "load.knee";
  static final String USERS = "load.users";
  static final String THINK = "load.think";
  static final String REPEAT = "load.repeat";
  static final String BASELINE = "load.baseline";
  static final String MINE = "load.yesThisHostIsMine";
  static final String REQUIRE = "load.require";
  static final String TEXTFILE = "load.textfile";
  static final String PROMETHEUS = "load.prometheus";
  static final String SERVICE = "load.service";

  /** Set by ./apm, not by users: where they are, so that paths begin there. */
  static final String DIRECTORY = "load.directory";

  /** Set by the pom, not by users: where Gatling writes its results. */
  static final String RESULTS = "load.results";

  private static final Set<String> KNOWN =
      new TreeSet<>(
          List.of(
              PROFILE,
              URL,
              N,
              REQUESTS,
              JOURNEY,
              RATES,
              DURATION,
              PAUSE,
              OBJECTIVE,
              KNEE,
              USERS,
              THINK,
              REPEAT,
              BASELINE,
              REQUIRE,
              MINE,
              TEXTFILE,
              PROMETHEUS,
              SERVICE));
  private static final Set<String> NOT_OF_USERS = Set.of(RESULTS, DIRECTORY);
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

  private static final String SHARE = "\\d{1,2}:[1-9]\\d{0,2}";

  private Settings() {}

  /**
   * Reads and validates.
   *
   * @throws InvalidSettingException also for a {@code load.} property that does not exist: a typo
   *     would run something else than what was meant
   */
  static LoadConfig read(Properties properties) {
    properties.stringPropertyNames().stream()
        .filter(name -> name.startsWith("load."))
        .filter(name -> !NOT_OF_USERS.contains(name) && !KNOWN.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new InvalidSettingException(
                  name, properties.getProperty(name), "one of " + String.join(", ", KNOWN));
            });
    Profile profile = value(properties, PROFILE, Settings::profile, Profile.SMOKE);
    return new LoadConfig(
        profile,
        value(properties, URL, Settings::uri, URI.create("http://127.0.0.1:8031")),
        workload(properties),
        value(properties, RATES, Settings::numbers, profile.rates()),
        value(properties, DURATION, Settings::duration, profile.duration()),
        value(properties, PAUSE, Settings::duration, profile.pause()),
        value(properties, OBJECTIVE, Settings::duration, Duration.ofSeconds(1)),
        value(properties, KNEE, Settings::number, OptionalInt.empty()),
        value(properties, USERS, Settings::numbers, List.of(10, 100, 500)),
        value(properties, THINK, Settings::duration, Duration.ofSeconds(1)),
        value(properties, REPEAT, Settings::number, OptionalInt.of(1)).getAsInt(),
        value(
            properties,
            REQUIRE,
            Requirements::parse,
            requireNonNull(Requirements.parse(profile.requires()))),
        value(properties, MINE, Settings::truth, false));
  }

  /** The one that is named; Fibonacci numbers where none is. */
  private static Workload workload(Properties properties) {
    List<String> named = Stream.of(N, REQUESTS, JOURNEY).filter(properties::containsKey).toList();
    if (named.size() > 1)
      throw new InvalidSettingException(
          named.getFirst(),
          properties.getProperty(named.getFirst()),
          "left out where " + named.getLast() + " says what is sent");
    if (properties.containsKey(REQUESTS)) return Requests.of(file(properties, REQUESTS));
    if (properties.containsKey(JOURNEY)) return Journeys.of(file(properties, JOURNEY));
    return value(properties, N, Settings::computation, new Computation(30));
  }

  /** A file that exists; its path begins where the user is. */
  private static Path file(Properties properties, String name) {
    String text = properties.getProperty(name, "").strip();
    Path file = Path.of(properties.getProperty(DIRECTORY, "")).resolve(text);
    if (!Files.isReadable(file) || Files.isDirectory(file))
      throw new InvalidSettingException(
          name, text, "a file that you may read; " + file.toAbsolutePath() + " is none");
    return file;
  }

  /**
   * An earlier run.
   *
   * @throws InvalidSettingException where the file is none
   */
  static Optional<Baseline> baseline(Properties properties) {
    if (!properties.containsKey(BASELINE)) return Optional.empty();
    Path file = file(properties, BASELINE);
    try {
      return Optional.of(Baseline.read(file));
    } catch (IOException e) {
      throw new InvalidSettingException(
          BASELINE, file.toString(), "a result.json of an earlier run (" + e + ")");
    }
  }

  private static <T> T value(
      Properties properties, String name, Function<String, @Nullable T> parser, T otherwise) {
    String text = properties.getProperty(name);
    if (text == null) return otherwise;
    T parsed = parser.apply(text.strip());
    if (parsed == null) throw new InvalidSettingException(name, text, allowed(name));
    return parsed;
  }

  private static String allowed(String name) {
    return switch (name) {
      case PROFILE -> "one of " + Profile.names();
      case URL -> "scheme, host and port, for example http://127.0.0.1:8031";
      case N -> "whole numbers from 0 to 92 with their weights, for example 30 or 25:70,30:25,35:5";
      case RATES -> "requests per second of each step, for example 10,100,500";
      case USERS -> "the number of users of each step, for example 10,100,500";
      case MINE -> "true or false";
      case REPEAT -> "how often all steps are taken, for example 5";
      case KNEE -> "requests per second, for example 500";
      case REQUIRE -> Requirements.ALLOWED;
      default -> "a number and its unit, ms, s, m or h, for example 30s";
    };
  }

  private static @Nullable Profile profile(String text) {
    return Arrays.stream(Profile.values())
        .filter(p -> p.toString().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(null);
  }

  static @Nullable URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable Workload computation(String text) {
    if (text.matches("\\d{1,2}")) text += ":1";
    if (!text.matches(SHARE + "( *, *" + SHARE + ")*")) return null;
    List<Share> shares =
        Arrays.stream(text.split(" *, *"))
            .map(share -> share.split(":"))
            .map(share -> new Share(Integer.parseInt(share[0]), Integer.parseInt(share[1])))
            .toList();
    return shares.stream().allMatch(share -> share.n() <= 92) ? new Computation(shares) : null;
  }

  private static @Nullable Boolean truth(String text) {
    return List.of("true", "false").contains(text) ? Boolean.valueOf(text) : null;
  }

  private static @Nullable OptionalInt number(String text) {
    return text.matches("\\d{1,6}") ? OptionalInt.of(Integer.parseInt(text)) : null;
  }

  private static @Nullable List<Integer> numbers(String text) {
    if (!text.matches("\\d{1,9}( *, *\\d{1,9})*")) return null;
    return Arrays.stream(text.split(" *, *")).map(Integer::valueOf).toList();
  }

  private static @Nullable Duration duration(String text) {
    Matcher m = AMOUNT.matcher(text);
    if (!m.matches()) return null;
    long amount = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
