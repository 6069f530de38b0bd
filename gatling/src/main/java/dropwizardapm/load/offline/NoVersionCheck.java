package dropwizardapm.load.offline;

import java.util.HashMap;
import java.util.Map;
import java.util.prefs.AbstractPreferences;
import java.util.prefs.Preferences;
import java.util.prefs.PreferencesFactory;
import org.jspecify.annotations.Nullable;

/**
 * User preferences that live in memory and tell Gatling that it has just looked for a newer release
 * and found none.
 *
 * <p>Gatling 3.15 asks a public server for its latest release at the start of each run, and
 * remembers the answer in the user's preferences. There is no setting against it; without a network
 * it costs up to a second and a name lookup. The JVM takes this class by {@code
 * -Djava.util.prefs.PreferencesFactory}, which also keeps the run from writing into the user's
 * home.
 */
public final class NoVersionCheck implements PreferencesFactory {
  private final Preferences root = new InMemory(null, "");

  /** Called by the JVM. */
  public NoVersionCheck() {
    Preferences gatling = root.node("io/gatling/latestVersion");
    gatling.putBoolean("lastCheckSuccess", true);
    gatling.putLong("lastCheckTimestamp", System.currentTimeMillis());
    gatling.put("latestReleaseNumber", "0.0.0");
    gatling.put("latestReleaseDate", "1970-01-01T00:00:00Z");
  }

  @Override
  public Preferences systemRoot() {
    return root;
  }

  @Override
  public Preferences userRoot() {
    return root;
  }

  private static final class InMemory extends AbstractPreferences {
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, InMemory> children = new HashMap<>();

    InMemory(@Nullable AbstractPreferences parent, String name) {
      super(parent, name);
    }

    @Override
    protected void putSpi(String key, String value) {
      values.put(key, value);
    }

    @Override
    protected @Nullable String getSpi(String key) {
      return values.get(key);
    }

    @Override
    protected void removeSpi(String key) {
      values.remove(key);
    }

    @Override
    protected void removeNodeSpi() {}

    @Override
    protected String[] keysSpi() {
      return values.keySet().toArray(String[]::new);
    }

    @Override
    protected String[] childrenNamesSpi() {
      return children.keySet().toArray(String[]::new);
    }

    @Override
    protected AbstractPreferences childSpi(String name) {
      return children.computeIfAbsent(name, n -> new InMemory(this, n));
    }

    @Override
    protected void syncSpi() {}

    @Override
    protected void flushSpi() {}
  }
}
