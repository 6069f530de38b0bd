package dropwizardapm.bundle.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceClassTest {
  @Path("/orders")
  static final class Root {}

  /** What a locator returns has no path of its own. */
  static class Sub {
    @GET
    public String get() {
      return "";
    }
  }

  static final class Inherits extends Sub {}

  interface Contract {
    @Path("/lines")
    Sub lines();
  }

  abstract static class Implements implements Contract {}

  static final class Service {
    @Override
    public String toString() {
      return "";
    }
  }

  private static final String HERE = "dropwizardapm.bundle.metrics.ResourceClassTest$";

  @ParameterizedTest
  @ValueSource(strings = {"Root", "Sub", "Inherits", "Contract", "Implements"})
  void resource_isToldByItsAnnotations_orThoseOfItsParents(String name) {
    assertThat(ResourceClass.is(HERE + name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {HERE + "Service", HERE + "Nobody", "java.lang.String", "jobs", ""})
  void otherName_isNoResource(String name) {
    assertThat(ResourceClass.is(name)).isFalse();
  }
}
