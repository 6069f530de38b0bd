package dropwizardapm.load;

import dropwizardapm.load.verdict.Requirements;
import dropwizardapm.load.workload.Workload;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Everything a run can be told.
 *
 * @param url where the service is: scheme, host, port
 * @param workload what each virtual user sends
 * @param rates requests per second, 1 to 10 000, one step each, in this order
 * @param duration of each step, 1 s to 24 h
 * @param pause between the last answer of a step and the first request of the next, up to 10 min
 * @param objective what p95 must stay below at a rate that is sustained, 1 ms to 1 min
 * @param knee the highest rate that is sustained, where it is known, 1 to 1 000 000
 * @param users how many at once, 1 to 100 000, one step each, in this order
 * @param think between a user's last answer and its next request, up to 10 min
 * @param repeat how often all steps are taken, 1 to 20
 * @param requirements that every row must meet
 * @param yesThisHostIsMine needed to load another machine than this one
 */
record LoadConfig(
    Profile profile,
    URI url,
    Workload workload,
    List<Integer> rates,
    Duration duration,
    Duration pause,
    Duration objective,
    OptionalInt knee,
    List<Integer> users,
    Duration think,
    int repeat,
    Requirements requirements,
    boolean yesThisHostIsMine) {
  private static final int MAX_STEPS = 50;

  LoadConfig {
    require(
        ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
            && url.getHost() != null
            && List.of("", "/").contains(url.getPath())
            && url.getQuery() == null,
        Settings.URL,
        url,
        "scheme, host and port, for example http://127.0.0.1:8031");
    require(
        yesThisHostIsMine || Hosts.isThisMachine(url.getHost()),
        Settings.URL,
        url,
        "an address of this machine, or, if %s may be loaded, --yes-this-host-is-mine (-D%s=true)"
            .formatted(url.getHost(), Settings.MINE));
    require(
        !rates.isEmpty()
            && rates.size() <= MAX_STEPS
            && rates.stream().allMatch(r -> r >= 1 && r <= 10_000),
        Settings.RATES,
        rates,
        "1 to 50 whole numbers from 1 to 10000, for example 10,100,500");
    require(
        between(Duration.ofSeconds(1), duration, Duration.ofDays(1)),
        Settings.DURATION,
        duration,
        "1s to 24h, for example 30s");
    require(
        between(Duration.ZERO, pause, Duration.ofMinutes(10)),
        Settings.PAUSE,
        pause,
        "0s to 10m, for example 10s");
    require(
        between(Duration.ofMillis(1), objective, Duration.ofMinutes(1)),
        Settings.OBJECTIVE,
        objective,
        "1ms to 1m, for example 1s");
    require(
        knee.isEmpty() || (profile.needsKnee() && knee.getAsInt() >= 1),
        Settings.KNEE,
        knee.isEmpty() ? "" : knee.getAsInt(),
        profile.needsKnee()
            ? "requests per second, for example 500"
            : "none: only overload, spike and soak use it");
    require(
        !users.isEmpty()
            && users.size() <= MAX_STEPS
            && users.stream().allMatch(u -> u >= 1 && u <= 100_000),
        Settings.USERS,
        users,
        "1 to 50 whole numbers from 1 to 100000, for example 10,100,500");
    require(
        between(Duration.ZERO, think, Duration.ofMinutes(10)),
        Settings.THINK,
        think,
        "0s to 10m, for example 1s");
    require(
        repeat >= 1 && repeat <= 20 && (repeat == 1 || profile.repeats()),
        Settings.REPEAT,
        repeat,
        profile.repeats() ? "1 to 20" : "it to smoke, table or users");
    rates = List.copyOf(rates);
    users = List.copyOf(users);
  }

  /** What is under load: the address and what is asked for there. */
  String target() {
    return url + workload.target();
  }

  private static boolean between(Duration low, Duration value, Duration high) {
    return value.compareTo(low) >= 0 && value.compareTo(high) <= 0;
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) throw new InvalidSettingException(name, String.valueOf(value), allowed);
  }
}
